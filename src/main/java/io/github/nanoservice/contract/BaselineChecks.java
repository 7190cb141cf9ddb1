package io.github.nanoservice.contract;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.services.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the current functions with the signatures that callers rely on. */
public final class BaselineChecks {
  private final CheckLevel level;
  private final String file;

  /**
   * Creates a check.
   *
   * @param level the effect of a breaking change
   * @param file name of the baseline file for messages
   */
  public BaselineChecks(CheckLevel level, String file) {
    this.level = level;
    this.file = file;
  }

  /** Returns a finding for each change that breaks calls that the baseline allows. */
  public List<Finding> findings(Baseline baseline, List<Endpoint> endpoints) {
    if (level == CheckLevel.OFF) {
      return List.of();
    }
    Map<String, Endpoint> byName =
        endpoints.stream().collect(Collectors.toMap(Endpoint::name, Function.identity()));
    List<Finding> findings = new ArrayList<>();
    for (Baseline.Entry entry : baseline.functions()) {
      Optional<Endpoint> endpoint = Optional.ofNullable(byName.get(entry.name()));
      if (endpoint.isPresent()) {
        check(entry, endpoint.get(), findings);
      } else {
        findings.add(
            finding(
                new Location.InParameter("baselineFile"),
                "\"%s\" was removed, which breaks every call of it".formatted(entry.name()),
                "Restore " + signature(entry)));
      }
    }
    return findings;
  }

  private void check(Baseline.Entry entry, Endpoint endpoint, List<Finding> findings) {
    TypeReader types = TypeReader.of(endpoint.file().module());
    Location location =
        Location.InSource.of(
            endpoint.file().path(),
            endpoint.file().module().source(),
            endpoint.function().nameSpan());
    SignatureChange.breaks(
            entry.function(), TypeReader.of(entry.imports()), endpoint.function(), types)
        .forEach(
            broken ->
                findings.add(
                    finding(
                        location,
                        "\"%s\" has changed: %s".formatted(entry.name(), broken),
                        "Keep accepting the calls that %s allows".formatted(signature(entry)))));
  }

  private Finding finding(Location location, String message, String advice) {
    return new Finding(
        Rule.BREAKING_CHANGE,
        level == CheckLevel.ERROR ? Rule.BREAKING_CHANGE.severity() : Severity.WARNING,
        location,
        message,
        "%s, or accept the change: run nanoservice:baseline and commit %s."
            .formatted(advice, file));
  }

  private static String signature(Baseline.Entry entry) {
    return entry.name() + SignatureText.of(entry.function());
  }
}
