package io.github.nanoservice.mojo;

/** One {@code <packageIndex>} in {@code <extraPackageIndexes>}, as Maven fills it. */
public final class PackageIndexParameters {
  private String url;
  private String server;

  /** Returns null if it is not set. */
  String url() {
    return url;
  }

  /** Returns null if it is not set. */
  String server() {
    return server;
  }
}
