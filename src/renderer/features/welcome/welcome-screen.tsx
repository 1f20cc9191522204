import { FolderOpen, FolderX, X } from "lucide-react";
import { useMemo, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { MethodOutput } from "../../../shared/ipc/contract.ts";
import type { RecentProject } from "../../../shared/ipc/model/application.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { ErrorPanel } from "../../app/error-panel.tsx";
import { FolderBrowser } from "../../app/folder-browser.tsx";
import { useOpening } from "../../app/opening.tsx";
import { OpeningPanel } from "../../app/opening-panel.tsx";
import { PlaceLink } from "../../app/place-link.tsx";
import { placeOf } from "../../app/places.ts";
import { ProjectShape } from "../../app/project-shape.tsx";
import { useAction, useCall } from "../../app/use-call.ts";
import { useForgetProject } from "../../app/use-recent-commands.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Timestamp } from "../../ui/timestamp.tsx";
import { useSteady } from "../../ui/use-steady.ts";
import "./welcome.css";

type FolderChoice = MethodOutput<"folders.choose">;

/** Where one begins: a folder, a project of before, or a sample. */
export function WelcomeScreen() {
  const { running, failure, open, dismissFailure } = useOpening();
  const [browsing, setBrowsing] = useState(false);
  const application = useCall("application.read", {});
  const choose = useAction("folders.choose");

  const openFolder = useSteady(() => {
    if (application.data?.abilities.nativeFolderDialog !== true) {
      setBrowsing(true);
      return;
    }
    const onSuccess = (chosen: FolderChoice) => {
      if (chosen !== null) void open({ kind: "folder", handle: chosen.handle }, chosen.path);
    };
    choose.mutate({}, { onSuccess });
  });
  const samples = application.data?.samples;
  const isBusy = running !== null || failure !== null;
  useCommands(
    useMemo((): readonly Command[] => {
      if (samples === undefined || isBusy) return [];
      const folder: Command = {
        id: "project.open-folder",
        title: "Open a folder",
        group: "Project",
        words: "directory choose",
        run: openFolder,
      };
      const opening = samples.map(
        ({ id, name }): Command => ({
          id: `project.sample.${id}`,
          title: `Open the sample ${name}`,
          group: "Project",
          words: "example try",
          run: () => void open({ kind: "sample", id }, name),
        }),
      );
      return [folder, ...opening];
    }, [samples, isBusy, open, openFolder]),
  );

  if (isBusy) {
    return <OpeningPanel wayOut={<Button onPress={dismissFailure}>Choose something else</Button>} />;
  }
  if (application.error !== null)
    return <ErrorPanel error={application.error} onRetry={() => void application.refetch()} />;

  return (
    <div className="welcome">
      <div className="welcome-columns">
        <header className="welcome-head">
          <h1 className="welcome-title">Semiont Inspector</h1>
          <p className="muted">
            See the history of a knowledge base, check that nothing in it was altered, and rebuild its views. Opening a
            project writes nothing into it.
          </p>
          <div>
            <Button
              look="primary"
              icon={<FolderOpen size={15} aria-hidden />}
              onPress={openFolder}
              isDisabled={application.data === undefined}
            >
              Open a folder
            </Button>
          </div>
          {choose.error === null ? null : <p role="alert">{choose.error.message}</p>}
        </header>
        <Recent />
        <section aria-labelledby="welcome-samples" className="welcome-section">
          <h2 id="welcome-samples" className="welcome-heading">
            Samples
          </h2>
          <ul>
            {samples?.map(({ id, name, description }) => (
              <li key={id}>
                <AriaButton
                  className="welcome-row welcome-sample"
                  onPress={() => void open({ kind: "sample", id }, name)}
                >
                  <span className="welcome-name">{name}</span>
                  <span className="welcome-note">{description}</span>
                </AriaButton>
              </li>
            ))}
          </ul>
          {samples?.length === 0 ? <p className="faint">This installation has no samples.</p> : null}
        </section>
        <section aria-labelledby="welcome-form" className="welcome-section">
          <h2 id="welcome-form" className="welcome-heading">
            What a project looks like
          </h2>
          <ProjectShape />
        </section>
      </div>
      <FolderBrowser
        open={browsing}
        title="Open a project"
        action="Open this folder"
        takes={({ isProject }) => isProject}
        onClose={() => setBrowsing(false)}
        onChoose={(handle, path) => {
          setBrowsing(false);
          void open({ kind: "folder", handle }, path);
        }}
      />
    </div>
  );
}

function Recent() {
  const { data } = useCall("projects.recent", {});
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-labelledby="welcome-recent" className="welcome-section">
      <h2 id="welcome-recent" className="welcome-heading">
        Recent projects
      </h2>
      <ul>
        {data.map((project) => (
          <RecentRow key={project.id} project={project} />
        ))}
      </ul>
    </section>
  );
}

function RecentRow({ project }: { readonly project: RecentProject }) {
  const { id, name, folder, openedAt, available } = project;
  const forget = useForgetProject();
  return (
    <li className="welcome-recent">
      {available ? (
        <PlaceLink to={placeOf("overview", { project: id })} className="welcome-row">
          <span className="welcome-name" title={name}>
            {name}
          </span>
          <span className="welcome-note cut" title={folder}>
            <bdi dir="ltr">{folder}</bdi>
          </span>
          <span className="welcome-time">
            <Timestamp value={openedAt} as="relative" />
          </span>
        </PlaceLink>
      ) : (
        <div className="welcome-row welcome-gone">
          <span className="welcome-name" title={name}>
            {name}
          </span>
          <span className="welcome-note cut" title={folder}>
            <bdi dir="ltr">{folder}</bdi>
          </span>
          <span className="welcome-time">
            <FolderX size={13} aria-hidden /> The folder is gone
          </span>
        </div>
      )}
      <IconButton label={`Forget ${name}`} size="small" icon={<X size={14} />} onPress={() => forget(project)} />
    </li>
  );
}
