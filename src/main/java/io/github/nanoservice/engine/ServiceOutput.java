package io.github.nanoservice.engine;

/** Receives the output of services, from several threads at once. */
@FunctionalInterface
public interface ServiceOutput {

  /** Receives a line that a service printed to standard output or standard error. */
  void line(String service, String line);
}
