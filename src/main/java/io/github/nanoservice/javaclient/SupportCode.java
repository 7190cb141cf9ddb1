package io.github.nanoservice.javaclient;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The classes that are the same in every client except for their package. */
final class SupportCode {
  /** The simple names of the classes. A class path has no directory listing. */
  static final List<String> CLASSES =
      List.of(
          "Addresses",
          "AnyCodec",
          "Arguments",
          "BearerToken",
          "BodySubscriberFactory",
          "CallFailedException",
          "CallResponse",
          "Calls",
          "Codec",
          "ContainerCodecs",
          "DecodeContext",
          "EncodeContext",
          "EqualHashes",
          "ItemIterator",
          "Json",
          "LimitedBytes",
          "LineReader",
          "OptionalArguments",
          "PythonException",
          "RefusedResponseException",
          "ResponseBody",
          "ScalarCodecs",
          "Tag",
          "TokenProof",
          "WireFormat");

  private SupportCode() {}

  /**
   * Returns the source of a class in another package.
   *
   * @param name one of {@link #CLASSES}
   * @param packageName the package of the client
   */
  static byte[] source(String name, String packageName) {
    String source = resource("support-sources/" + name + ".java");
    return (ClientWriter.HEADER + "package " + packageName + source.substring(source.indexOf(';')))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String resource(String path) {
    try (InputStream in = SupportCode.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the plugin's jar has no " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path + " of the plugin's jar", e);
    }
  }
}
