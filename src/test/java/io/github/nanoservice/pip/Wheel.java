package io.github.nanoservice.pip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The smallest wheels that pip accepts: one module, named after the distribution. */
public final class Wheel {
  private final String name;
  private final String file;
  private final byte[] content;

  private Wheel(String name, String file, byte[] content) {
    this.name = name;
    this.file = file;
    this.content = content;
  }

  /**
   * Makes a wheel.
   *
   * @param module the text of its module
   * @param needs what it depends on
   */
  public static Wheel of(String name, String version, String module, String... needs)
      throws IOException {
    String stem = name.replace('-', '_');
    String info = "%s-%s.dist-info/".formatted(stem, version);
    StringBuilder metadata =
        new StringBuilder(
            "Metadata-Version: 2.1\nName: %s\nVersion: %s\n".formatted(name, version));
    for (String need : needs) {
      metadata.append("Requires-Dist: ").append(need).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, stem + ".py", module);
      put(zip, info + "METADATA", metadata.toString());
      put(zip, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      put(zip, info + "RECORD", "");
    }
    return new Wheel(name, "%s-%s-py3-none-any.whl".formatted(stem, version), bytes.toByteArray());
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  /** Returns the name of its distribution. */
  public String name() {
    return name;
  }

  /** Returns the name of its file. */
  public String file() {
    return file;
  }

  /** Returns the bytes of its file. */
  public byte[] content() {
    return content.clone();
  }
}
