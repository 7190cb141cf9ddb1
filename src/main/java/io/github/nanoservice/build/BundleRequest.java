package io.github.nanoservice.build;

import io.github.nanoservice.manifest.ManifestReader;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.render.RenderSettings;
import io.github.nanoservice.secret.GivenSecrets;
import io.github.nanoservice.secret.SecretDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The bundle to write.
 *
 * @param source the sources that it is generated from
 * @param outputDirectory the bundle's directory
 * @param settings the user's choices for its files
 * @param given the secrets that the user gives to its services; no file of the bundle contains them
 */
public record BundleRequest(
    SourceRequest source, Path outputDirectory, RenderSettings settings, GivenSecrets given) {

  /** The sources without the secrets, which are no data of services wherever they are. */
  SourceRequest sourcesOnly() {
    return source.excluding(List.of(secrets().path()));
  }

  /** The directory with the secrets of services that are started by hand, beside the bundle. */
  SecretDirectory secrets() {
    return new SecretDirectory(
        outputDirectory.resolve(settings.secrets()).normalize(), SecretDirectory.Reader.CONTAINER);
  }

  /**
   * The services of the bundle on disk; none if there is no bundle.
   *
   * @throws IOException if its manifest cannot be read
   */
  public List<ServiceEntry> services() throws IOException {
    return new ManifestReader().read(outputDirectory) instanceof ManifestReader.Result.Found found
        ? found.manifest().services()
        : List.of();
  }
}
