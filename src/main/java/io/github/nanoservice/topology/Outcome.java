package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Severity;
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
public record Outcome(Optional<Topology> topology, List<CallSite> calls, List<Finding> findings) {

  /** The same with more findings, of which any error leaves it without a topology. */
  public Outcome with(List<Finding> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Finding> all =
        Stream.concat(findings.stream(), more.stream()).sorted(Finding.BY_PLACE).toList();
    boolean refused = more.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    return new Outcome(refused ? Optional.empty() : topology, calls, all);
  }
}
