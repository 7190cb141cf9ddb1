package io.github.nanoservice.build;

import io.github.nanoservice.data.DataSelection;
import java.nio.file.Path;

/**
 * Python sources of another project that modules of this one import.
 *
 * @param name how messages name it: {@code com.acme:prices:1.0}
 * @param location a zip file, or the source directory of a project in the same build
 * @param unpackDirectory where a zip file is unpacked
 * @param data which of the directory's files beside the modules are data
 */
public record SourceDependency(
    String name, Path location, Path unpackDirectory, DataSelection data) {}
