package io.github.nanoservice.mojo;

import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/**
 * What the projects of one build have run so far. Each project has its own goal; they share the
 * session.
 *
 * @param session the build
 * @param isLast whether no project follows
 */
record ReactorRun(MavenSession session, boolean isLast) {
  private static final Object KEY = "nanoservice:run has called a function";

  static ReactorRun of(MavenSession session, MavenProject project) {
    int last = session.getProjects().size() - 1;
    return new ReactorRun(session, session.getProjects().indexOf(project) == last);
  }

  /** Whether the build has more than one project. */
  boolean hasOthers() {
    return session.getProjects().size() > 1;
  }

  /** Remembers that this project has something to run. */
  void ran() {
    session.getRepositorySession().getData().set(KEY, true);
  }

  /** Whether this is the last one of several projects, and none had anything to run. */
  boolean endsWithoutRun() {
    return hasOthers() && isLast && session.getRepositorySession().getData().get(KEY) == null;
  }
}
