package io.github.nanoservice.engine;

/** Takes what services print, from several threads at once. */
@FunctionalInterface
public interface ServiceOutput {

  /** A service printed a line, to its standard output or standard error. */
  void line(String service, String line);
}
