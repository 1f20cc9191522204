import type { ProjectIndex } from "../index/project-index.ts";

interface Names {
  /** Events by user id. */
  readonly users: ReadonlyMap<string, number>;
  readonly types: ReadonlySet<string>;
}

/** The users and types that a project's events name, collected once a revision. */
export class EventNames {
  #revision = -1;
  #names: Names = { users: new Map(), types: new Set() };

  get(project: ProjectIndex): Names {
    if (project.revision !== this.#revision) {
      this.#names = collect(project);
      this.#revision = project.revision;
    }
    return this.#names;
  }
}

function collect(project: ProjectIndex): Names {
  const users = new Map<string, number>();
  const types = new Set<string>();
  for (const { scan } of project.streams()) {
    for (const { userId, type } of scan.records) {
      users.set(userId, (users.get(userId) ?? 0) + 1);
      types.add(type);
    }
  }
  return { users, types };
}
