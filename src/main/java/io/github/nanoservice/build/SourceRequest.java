package io.github.nanoservice.build;

import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.python.Format;
import io.github.nanoservice.requirements.DeclarationSearch;
import io.github.nanoservice.services.ServiceOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sources to analyze, and how.
 *
 * @param directory the Python sources; it may be missing
 * @param excluded files and directories that are neither sources nor data, even below {@code
 *     directory}
 * @param data which files beside the modules are data
 * @param declarations where the distributions that these need are declared
 * @param dependencies the sources of other projects that these import
 * @param dependencyFunctions what becomes of their functions
 * @param format what the sources may contain
 * @param callChecks how to report a call that does not match the function's signature
 * @param services how functions become services
 */
public record SourceRequest(
    Path directory,
    List<Path> excluded,
    DataSelection data,
    DeclarationSearch declarations,
    List<SourceDependency> dependencies,
    DependencyFunctions dependencyFunctions,
    Format format,
    CheckLevel callChecks,
    ServiceOptions services) {

  /** Takes a copy. */
  public SourceRequest {
    excluded = List.copyOf(excluded);
    dependencies = List.copyOf(dependencies);
  }

  /** Returns this request without some more files and directories. */
  public SourceRequest excluding(List<Path> paths) {
    return toBuilder().excluded(Stream.concat(excluded.stream(), paths.stream()).toList()).build();
  }

  /** Returns this request with the sources of other projects. */
  public SourceRequest withDependencies(List<SourceDependency> others) {
    return toBuilder().dependencies(others).build();
  }

  private Builder toBuilder() {
    return builder(directory)
        .excluded(excluded)
        .data(data)
        .declarations(declarations)
        .dependencies(dependencies)
        .dependencyFunctions(dependencyFunctions)
        .format(format)
        .callChecks(callChecks)
        .services(services);
  }

  /** A builder with the defaults for a directory. */
  public static Builder builder(Path directory) {
    return new Builder(directory, DeclarationSearch.only(directory));
  }

  /** A request under construction. Each setter is named after the component that it sets. */
  public static final class Builder {
    private final Path directory;
    private List<Path> excluded = List.of();
    private DataSelection data = DataSelection.ALL;
    private DeclarationSearch declarations;
    private List<SourceDependency> dependencies = List.of();
    private DependencyFunctions dependencyFunctions = DependencyFunctions.CARRIED;
    private Format format = Format.extended(List.of());
    private CheckLevel callChecks = CheckLevel.ERROR;
    private ServiceOptions services = ServiceOptions.defaults();

    private Builder(Path directory, DeclarationSearch declarations) {
      this.directory = directory;
      this.declarations = declarations;
    }

    public Builder excluded(Path... value) {
      return excluded(List.of(value));
    }

    public Builder excluded(List<Path> value) {
      excluded = value;
      return this;
    }

    public Builder data(DataSelection value) {
      data = value;
      return this;
    }

    public Builder declarations(DeclarationSearch value) {
      declarations = value;
      return this;
    }

    public Builder dependencies(List<SourceDependency> value) {
      dependencies = value;
      return this;
    }

    public Builder dependencyFunctions(DependencyFunctions value) {
      dependencyFunctions = value;
      return this;
    }

    public Builder format(Format value) {
      format = value;
      return this;
    }

    public Builder callChecks(CheckLevel value) {
      callChecks = value;
      return this;
    }

    public Builder services(ServiceOptions value) {
      services = value;
      return this;
    }

    /** The request as it is now. */
    public SourceRequest build() {
      return new SourceRequest(
          directory,
          excluded,
          data,
          declarations,
          dependencies,
          dependencyFunctions,
          format,
          callChecks,
          services);
    }
  }
}
