package io.github.nanoservice.engine;

import io.github.nanoservice.manifest.EndpointEntry;
import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.manifest.ServiceEntry;
import java.util.List;
import java.util.OptionalInt;

/** Creates manifest entries for tests. */
public final class TestServices {

  private TestServices() {}

  /** Returns a service of one function, in a directory of its name. */
  public static ServiceEntry service(String name, OptionalInt published, String... references) {
    return new ServiceEntry(
        name,
        name,
        name,
        List.of(endpoint(name, "/", published, references)),
        List.of(),
        ServiceConfiguration.defaults("512m", "python:3.13-slim"));
  }

  /** Returns a service that serves an application. */
  public static ServiceEntry application(String name) {
    EndpointEntry application =
        new EndpointEntry(
            name,
            EndpointEntry.Kind.APPLICATION,
            name,
            "/",
            OptionalInt.of(8081),
            "module",
            "module.py",
            new EndpointEntry.Lines(1, 1),
            false,
            false,
            "",
            List.of(),
            List.of());
    return new ServiceEntry(
        name,
        name,
        name,
        List.of(application),
        List.of(),
        ServiceConfiguration.defaults("512m", "python:3.13-slim"));
  }

  /** Returns a function without parameters. */
  public static EndpointEntry endpoint(
      String name, String path, OptionalInt published, String... references) {
    return new EndpointEntry(
        name,
        EndpointEntry.Kind.FUNCTION,
        name,
        path,
        published,
        "module",
        "module.py",
        new EndpointEntry.Lines(1, 1),
        false,
        false,
        "()",
        List.of(),
        List.of(references));
  }
}
