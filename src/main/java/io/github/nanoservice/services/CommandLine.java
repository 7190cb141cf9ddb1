package io.github.nanoservice.services;

import io.github.nanoservice.python.Reference;
import java.util.List;
import java.util.Set;

/** Recognizes the function of a program that reads its command line. */
final class CommandLine {
  private static final Set<String> PARSERS = Set.of("ArgumentParser", "OptionParser", "argv");

  private CommandLine() {}

  /** Returns whether a function reads the command line, which a service does not have. */
  static boolean isProgram(Endpoint endpoint) {
    return endpoint.function().references().stream().anyMatch(CommandLine::reads);
  }

  private static boolean reads(Reference reference) {
    List<String> attributes = reference.attributes();
    return PARSERS.contains(
        attributes.isEmpty() ? reference.name() : attributes.get(attributes.size() - 1));
  }
}
