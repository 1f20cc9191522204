import { Unplug } from "lucide-react";
import type { ReactNode } from "react";
import "./frame-alarm.css";

/** Says over every screen that something it needs is away, and what to do. */
export function FrameAlarm({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <p className="frame-alarm" role="alert">
      <Unplug size={15} aria-hidden />
      <span>
        <strong>{title}.</strong> {children}
      </span>
    </p>
  );
}
