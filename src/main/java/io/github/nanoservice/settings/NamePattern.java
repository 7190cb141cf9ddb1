package io.github.nanoservice.settings;

import io.github.nanoservice.python.DottedNames;
import io.github.nanoservice.services.Served;
import io.github.nanoservice.services.Service;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which functions a setting is for: a name, or a pattern in which {@code *} stands for any text.
 *
 * @param text a function, {@code module.function}, or a service
 */
public record NamePattern(String text) {
  private static final String ANY = "*";

  /** Whether it is a pattern, not a name. */
  boolean isPattern() {
    return text.contains(ANY);
  }

  /** The rank among those that match a function: a name is first, then the longest pattern. */
  int rank() {
    return isPattern() ? text.replace(ANY, "").length() : Integer.MAX_VALUE;
  }

  /** Whether it matches what is served, by its name, by its module and name, or by its service. */
  boolean matches(Service service, Served served) {
    Pattern pattern =
        Pattern.compile(
            Arrays.stream(text.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    return Stream.of(
            served.name(),
            served.simpleName(),
            DottedNames.join(served.file().name(), served.simpleName()),
            service.name())
        .anyMatch(name -> pattern.matcher(name).matches());
  }
}
