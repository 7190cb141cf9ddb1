package io.github.nanoservice.build;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;

/**
 * The result of a goal's work on sources.
 *
 * @param <T> what the work produces
 */
public sealed interface BuildResult<T> {

  /** All findings, in no particular order. */
  List<Finding> findings();

  /** The source directory does not exist: the project has no Python, and nothing was done. */
  record NoSources<T>() implements BuildResult<T> {

    @Override
    public List<Finding> findings() {
      return List.of();
    }
  }

  /**
   * Nothing was written, because at least one finding is an error.
   *
   * @param findings all findings
   */
  record Refused<T>(List<Finding> findings) implements BuildResult<T> {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /**
   * The work is done.
   *
   * @param value what it produced
   * @param findings all findings; none is an error
   */
  record Done<T>(T value, List<Finding> findings) implements BuildResult<T> {
    public Done {
      findings = List.copyOf(findings);
    }
  }
}
