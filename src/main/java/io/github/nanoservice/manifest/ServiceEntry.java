package io.github.nanoservice.manifest;

import java.util.List;

/**
 * One service of a bundle, as its manifest tells of it.
 *
 * @param name its function's name, or its group's
 * @param slug the same in lower case ASCII
 * @param directory where its files are in the bundle
 * @param endpoints the functions it serves; never empty
 * @param requirements lines of its {@code requirements.txt}, by their distributions
 */
public record ServiceEntry(
    String name,
    String slug,
    String directory,
    List<EndpointEntry> endpoints,
    List<String> requirements) {}
