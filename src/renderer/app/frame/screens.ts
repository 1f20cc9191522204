import {
  Activity,
  Eye,
  FileClock,
  GitCompareArrows,
  Link2,
  type LucideIcon,
  RefreshCw,
  Search,
  ShieldCheck,
  Table2,
  Waypoints,
} from "lucide-react";
import { type Place, placeOf, type Screen, type StreamScreen } from "../places.ts";

export interface ScreenEntry {
  readonly screen: Screen;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly keys: string;
}

/** Screens of the project, as in the side bar. */
export const PROJECT_SCREENS = [
  { screen: "overview", label: "Overview", icon: Activity, keys: "g o" },
  { screen: "resources", label: "Resources", icon: Table2, keys: "g r" },
  { screen: "timeline", label: "Timeline", icon: FileClock, keys: "g t" },
  { screen: "integrity", label: "Integrity", icon: ShieldCheck, keys: "g i" },
  { screen: "rebuild", label: "Rebuild", icon: RefreshCw, keys: "g b" },
  { screen: "search", label: "Search", icon: Search, keys: "g s" },
] as const satisfies readonly ScreenEntry[];

/** Screens of one stream. */
export const STREAM_SCREENS = [
  { screen: "stream-timeline", label: "Timeline", icon: FileClock, keys: "g e" },
  { screen: "view", label: "Time travel", icon: Eye, keys: "g v" },
  { screen: "difference", label: "Differences", icon: GitCompareArrows, keys: "g d" },
  { screen: "chain", label: "Chain", icon: Link2, keys: "g c" },
] as const satisfies readonly ScreenEntry[];

export const STREAM_ICON: LucideIcon = Waypoints;

export function placeOfStream(screen: StreamScreen, project: string, stream: string): Place {
  return placeOf(screen, { project, stream });
}

/** Where Escape leads when nothing on the screen is left to close. */
export function parentOf(place: Place): Place | null {
  switch (place.screen) {
    case "welcome":
    case "overview":
      return null;
    case "stream-timeline":
      return placeOf("resources", { project: place.project, resource: place.stream });
    case "view":
    case "difference":
      return placeOf("stream-timeline", { project: place.project, stream: place.stream });
    case "chain":
      return placeOf("integrity", { project: place.project });
    default:
      return placeOf("overview", { project: place.project });
  }
}
