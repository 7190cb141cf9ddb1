package io.github.nanoservice.build;

import io.github.nanoservice.contract.CheckLevel;
import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.python.Format;
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
 * @param format what the sources may contain
 * @param callChecks how to report a call that does not match the function's signature
 * @param services how functions become services
 */
public record SourceRequest(
    Path directory,
    List<Path> excluded,
    DataSelection data,
    Format format,
    CheckLevel callChecks,
    ServiceOptions services) {

  /** Takes a copy. */
  public SourceRequest {
    excluded = List.copyOf(excluded);
  }

  /** Returns this request without some more files and directories. */
  public SourceRequest excluding(List<Path> paths) {
    return new SourceRequest(
        directory,
        Stream.concat(excluded.stream(), paths.stream()).toList(),
        data,
        format,
        callChecks,
        services);
  }

  /** A builder with the defaults for a directory. */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /** A request under construction. Each setter is named after the component that it sets. */
  public static final class Builder {
    private final Path directory;
    private List<Path> excluded = List.of();
    private DataSelection data = DataSelection.ALL;
    private Format format = Format.strict();
    private CheckLevel callChecks = CheckLevel.ERROR;
    private ServiceOptions services = ServiceOptions.defaults();

    private Builder(Path directory) {
      this.directory = directory;
    }

    public Builder excluded(Path... value) {
      excluded = List.of(value);
      return this;
    }

    public Builder data(DataSelection value) {
      data = value;
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
      return new SourceRequest(directory, excluded, data, format, callChecks, services);
    }
  }
}
