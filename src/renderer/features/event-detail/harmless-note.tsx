/** Says that a text is shown with something in it made visible; nothing where it is shown as it is. */
export function HarmlessNote({ isChanged }: { readonly isChanged: boolean }) {
  if (!isChanged) return null;
  return (
    <p className="harmless-note" role="note">
      Characters that would hide or reorder text are shown by their number. A copy has them as they are.
    </p>
  );
}
