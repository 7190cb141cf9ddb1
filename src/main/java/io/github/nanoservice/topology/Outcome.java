package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What became of the sources.
 *
 * @param topology their services; empty where a finding is an error
 * @param findings all that was found, sorted by place
 */
public record Outcome(Optional<Topology> topology, List<Finding> findings) {}
