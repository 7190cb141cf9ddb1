package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.resolve.CallSite;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of the sources.
 *
 * @param topology their services; empty where a finding is an error
 * @param calls the calls of which it is certain what they call, by file and place
 * @param findings all that was found, sorted by place
 */
public record Analysis(Optional<Topology> topology, List<CallSite> calls, List<Finding> findings) {

  /** The same with more findings, of which any error leaves it without a topology. */
  public Analysis with(List<Finding> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Finding> all =
        Stream.concat(findings.stream(), more.stream()).sorted(Finding.BY_LOCATION).toList();
    boolean refused = more.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    return new Analysis(refused ? Optional.empty() : topology, calls, all);
  }
}
