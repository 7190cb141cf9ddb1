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

/** Holds the functions there are against the signatures that callers rely on. */
public final class BaselineChecks {
  private final CheckLevel strictness;
  private final String file;

  /**
   * Takes what decides.
   *
   * @param strictness what a breaking change does
   * @param file the baseline's, as messages name it
   */
  public BaselineChecks(CheckLevel strictness, String file) {
    this.strictness = strictness;
    this.file = file;
  }

  /** Every change that breaks calls which the baseline allows. */
  public List<Finding> findings(Baseline baseline, List<Endpoint> endpoints) {
    if (strictness == CheckLevel.OFF) {
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
                "\"" + entry.name() + "\" is gone: every call of it breaks",
                "Bring back " + signature(entry)));
      }
    }
    return findings;
  }

  private void check(Baseline.Entry entry, Endpoint endpoint, List<Finding> findings) {
    TypeReader types = new TypeReader(endpoint.file().module());
    Location place =
        Location.InSource.of(
            endpoint.file().path(),
            endpoint.file().module().source(),
            endpoint.function().nameSpan());
    SignatureChange.breaks(
            entry.function(), new TypeReader(entry.imports()), endpoint.function(), types)
        .forEach(
            broken ->
                findings.add(
                    finding(
                        place,
                        "\"" + entry.name() + "\" has changed, " + broken,
                        "Keep what " + signature(entry) + " allows")));
  }

  private Finding finding(Location place, String message, String advice) {
    return new Finding(
        Rule.BREAKING_CHANGE,
        strictness == CheckLevel.ERROR ? Rule.BREAKING_CHANGE.severity() : Severity.WARNING,
        place,
        message,
        advice + ", or accept the change: run nanoservice:baseline and commit " + file + ".");
  }

  private static String signature(Baseline.Entry entry) {
    return entry.name() + SignatureText.of(entry.function());
  }
}
