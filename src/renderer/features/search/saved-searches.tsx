import { Star, X } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { IconButton } from "../../ui/button.tsx";

const KEY = "saved-searches";
const savedSchema = z.array(z.string().max(1000)).max(50);

function readSaved(): readonly string[] {
  try {
    return savedSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    // Written by something else; there is nothing of ours to lose.
    return [];
  }
}

/** Searches that a person keeps on this machine. */
export function SavedSearches({ current, onChoose }: { readonly current: string; onChoose(text: string): void }) {
  const [saved, setSaved] = useState(readSaved);
  const keep = (next: readonly string[]) => {
    localStorage.setItem(KEY, JSON.stringify(next));
    setSaved(next);
  };
  return (
    <div className="saved-searches">
      <IconButton
        label="Keep this search"
        icon={<Star size={15} />}
        isDisabled={current === "" || saved.includes(current)}
        onPress={() => keep([...saved, current].slice(-50))}
      />
      {saved.map((text) => (
        <span key={text} className="saved-search">
          <button
            type="button"
            className="saved-search-text cut"
            aria-pressed={text === current}
            onClick={() => onChoose(text)}
          >
            {text}
          </button>
          <button
            type="button"
            className="saved-search-drop"
            aria-label={`Forget the search ${text}`}
            onClick={() => keep(saved.filter((one) => one !== text))}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
    </div>
  );
}
