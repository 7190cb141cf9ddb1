package io.github.nanoservice.mojo;

import io.github.nanoservice.build.SettingsReader;
import io.github.nanoservice.settings.FunctionSettings.SecretSource;
import java.util.Map;

/** One {@code <secret>}, as Maven fills it; null is what is not set. */
public final class SecretParameters {
  private String name;
  private String file;
  private String variable;

  void addTo(Map<String, SecretSource> secrets, SettingsReader reader) {
    reader.secret(secrets, name, file, variable);
  }
}
