import { ArrowLeft, ArrowRight, ChevronRight, Link, Search } from "lucide-react";
import { Fragment, memo } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { ProjectSummary } from "../../../shared/ipc/model/project.ts";
import { IconButton } from "../../ui/button.tsx";
import { Keys } from "../keys.tsx";
import { absoluteLink, currentPlace, goBack, goForward } from "../location.ts";
import { copyText } from "../notice.tsx";
import { PlaceLink } from "../place-link.tsx";
import { type Place, placeOf, type Screen, WELCOME } from "../places.ts";
import { ROUTES } from "../routes.tsx";
import "./top-bar.css";

export interface TopBarProps {
  /** Null where the address leads nowhere. */
  readonly screen: Screen | null;
  readonly stream: string | null;
  readonly project: ProjectSummary | null;
  readonly streamName: string;
  onSearch(): void;
}

/** Back and forward, where one is, a link to it, and the palette. Going somewhere draws none of it anew but where one is. */
export const TopBar = memo(function TopBar({ screen, stream, project, streamName, onSearch }: TopBarProps) {
  return (
    <header className="top-bar">
      <BackAndForward />
      <Trail screen={screen} stream={stream} project={project} streamName={streamName} />
      {screen === null ? null : <CopyLink />}
      <SearchButton label={project === null ? "Run a command" : "Search or run a command"} onSearch={onSearch} />
    </header>
  );
});

const BackAndForward = memo(function BackAndForward() {
  return (
    <div className="top-bar-history">
      <IconButton
        label="Back"
        hint={<Keys written="Alt+ArrowLeft" />}
        icon={<ArrowLeft size={15} />}
        onPress={goBack}
      />
      <IconButton
        label="Forward"
        hint={<Keys written="Alt+ArrowRight" />}
        icon={<ArrowRight size={15} />}
        onPress={goForward}
      />
    </div>
  );
});

interface SearchButtonProps extends Pick<TopBarProps, "onSearch"> {
  readonly label: string;
}

const SearchButton = memo(function SearchButton({ label, onSearch }: SearchButtonProps) {
  return (
    <AriaButton className="top-bar-search" aria-label={label} onPress={onSearch}>
      <Search size={14} aria-hidden />
      <span className="cut">{label}</span>
      <Keys written="Mod+K" />
    </AriaButton>
  );
});

function Trail({ screen, stream, project, streamName }: Omit<TopBarProps, "onSearch">) {
  const steps: { readonly label: string; readonly to: Place | null }[] = [
    {
      label: project?.name ?? "Semiont Inspector",
      to: project === null ? WELCOME : placeOf("overview", { project: project.id }),
    },
  ];
  if (project !== null && stream !== null) {
    steps.push({ label: "Resources", to: placeOf("resources", { project: project.id, resource: stream }) });
    steps.push({ label: streamName, to: placeOf("stream-timeline", { project: project.id, stream }) });
  }
  if (screen !== null && screen !== "welcome") steps.push({ label: ROUTES[screen].title, to: null });
  return (
    <nav aria-label="Where you are" className="trail">
      <ol>
        {steps.map(({ label, to }, at) => (
          <Fragment key={`${at} ${label}`}>
            {at === 0 ? null : <ChevronRight size={13} aria-hidden className="trail-mark" />}
            <li className="cut" title={label}>
              {to === null ? (
                <h1 className="trail-here cut">{label}</h1>
              ) : (
                <PlaceLink to={to} className="trail-link">
                  {label}
                </PlaceLink>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

const CopyLink = memo(function CopyLink() {
  const copyLink = () => {
    const place = currentPlace();
    if (place !== null) void copyText(absoluteLink(place), "Link");
  };
  return (
    <IconButton
      label="Copy link to this place"
      hint={<Keys written="y" />}
      icon={<Link size={15} />}
      onPress={copyLink}
    />
  );
});
