package io.github.nanoservice.build;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.requirements.DeclarationSearch;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Python sources of another project that modules of this one import.
 *
 * @param name how messages name it: {@code com.acme:prices:1.0}
 * @param location a zip file, or the source directory of a project in the same build
 * @param unpackDirectory where a zip file is unpacked
 * @param data which of the directory's files beside the modules are data
 * @param declarations where the distributions are declared that a directory's modules need; empty
 *     if that is only in the directory itself, as in an archive
 */
public record SourceDependency(
    String name,
    Path location,
    Path unpackDirectory,
    DataSelection data,
    Optional<DeclarationSearch> declarations) {}
