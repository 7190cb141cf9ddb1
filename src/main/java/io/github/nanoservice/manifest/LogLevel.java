package io.github.nanoservice.manifest;

/** The least level of log messages that services show, by the names of Python's {@code logging}. */
public enum LogLevel {
  INFO,
  DEBUG,
  WARNING,
  ERROR,
  CRITICAL
}
