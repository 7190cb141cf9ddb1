package io.github.nanoservice.build;

import io.github.nanoservice.render.RenderSettings;
import java.nio.file.Path;

/**
 * What a build asks to have written.
 *
 * @param source what the bundle is made of
 * @param outputDirectory the bundle's directory
 * @param settings what its files say beside the functions
 */
public record BundleRequest(SourceRequest source, Path outputDirectory, RenderSettings settings) {}
