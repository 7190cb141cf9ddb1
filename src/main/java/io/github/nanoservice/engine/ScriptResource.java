package io.github.nanoservice.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The Python scripts that the plugin contains. */
final class ScriptResource {

  private ScriptResource() {}

  /**
   * Returns the text of a script, which Python takes as an argument.
   *
   * @param name its file in this package, or an absolute path in the plugin's jar
   */
  static String text(String name) {
    try (InputStream stream = ScriptResource.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the plugin's resource " + name + " cannot be read", e);
    }
  }
}
