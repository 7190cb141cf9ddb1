package io.github.nanoservice.requirements;

import java.util.List;
import java.util.Set;

/**
 * Modules of libraries of which a program takes the first that it can import.
 *
 * @param branches dotted names of what is imported together; none if that is part of the sources
 */
public record ModuleAlternatives(List<Set<String>> branches) {
  /** Takes a copy. */
  public ModuleAlternatives {
    branches = List.copyOf(branches);
  }
}
