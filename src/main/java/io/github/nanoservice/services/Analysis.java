package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Severity;
import io.github.nanoservice.resolve.CallSite;
import io.github.nanoservice.resolve.FileReads.FileRead;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The result of analysing sources.
 *
 * @param topology their services; empty if a finding is an error
 * @param calls the calls whose callee is known for certain, by path and offset
 * @param reads the places where a file with a literal path is certainly read, by path and offset
 * @param findings all findings, sorted by location
 */
public record Analysis(
    Optional<Topology> topology,
    List<CallSite> calls,
    List<FileRead> reads,
    List<Finding> findings) {
  public Analysis {
    reads = List.copyOf(reads);
    calls = List.copyOf(calls);
    findings = List.copyOf(findings);
  }

  /** This result with the paths of its findings changed. */
  public Analysis located(UnaryOperator<String> path) {
    List<Finding> moved =
        findings.stream()
            .map(finding -> finding.at(finding.location().in(path)))
            .sorted(Finding.BY_LOCATION)
            .toList();
    return new Analysis(topology, calls, reads, moved);
  }

  /** This result with more findings; without a topology if one of them is an error. */
  public Analysis with(List<Finding> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Finding> all =
        Stream.concat(findings.stream(), more.stream()).sorted(Finding.BY_LOCATION).toList();
    boolean refused = more.stream().anyMatch(each -> each.severity() == Severity.ERROR);
    return new Analysis(refused ? Optional.empty() : topology, calls, reads, all);
  }
}
