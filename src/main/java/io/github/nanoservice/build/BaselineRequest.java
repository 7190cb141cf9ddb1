package io.github.nanoservice.build;

import java.nio.file.Path;

/**
 * The baseline to write.
 *
 * @param source the sources of the signatures
 * @param functions which functions it records
 * @param file where to write it
 */
public record BaselineRequest(SourceRequest source, BaselineFunctions functions, Path file) {}
