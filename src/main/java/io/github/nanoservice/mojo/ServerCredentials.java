package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.pip.PackageIndex;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** Gives package indexes the credentials of the servers in {@code settings.xml}. */
final class ServerCredentials {
  private static final String EXAMPLE = "https://pypi.example.org/simple";

  private final Settings settings;
  private final SettingsDecrypter decrypter;
  private final Parameters parameters;
  private final boolean needed;

  /**
   * Takes where the credentials are.
   *
   * @param parameters receives a finding for each bad index
   * @param needed whether an index without its credentials is of no use
   */
  ServerCredentials(
      Settings settings, SettingsDecrypter decrypter, Parameters parameters, boolean needed) {
    this.settings = settings;
    this.decrypter = decrypter;
    this.parameters = parameters;
    this.needed = needed;
  }

  /**
   * Returns an index with the credentials of its server, if it has one.
   *
   * @param parameter that has the URL
   * @param url null if it is not set
   * @param server the identifier of the server, null if it is not set
   */
  Optional<PackageIndex> index(String parameter, String url, String server) {
    Optional<String> address = Optional.ofNullable(url).map(String::strip);
    Optional<String> id = Optional.ofNullable(server).map(String::strip);
    if (address.isEmpty()) {
      id.ifPresent(
          each ->
              parameters.reject(
                  parameter,
                  "the server \"%s\" has no index".formatted(each),
                  "Write the URL of the index, such as %s, or remove the server."
                      .formatted(EXAMPLE)));
      return Optional.empty();
    }
    if (!PackageIndex.isUrlWithoutCredentials(address.get())) {
      // The value is not shown, because it may have a password.
      parameters.reject(
          parameter,
          "the value is not a URL that begins with https:// or http:// and has no user name",
          "Write one like %s; user name and password belong into a <server> of settings.xml."
              .formatted(EXAMPLE));
      return Optional.empty();
    }
    return id.isEmpty() || !needed
        ? address.map(PackageIndex::new)
        : credentials(parameter, id.get())
            .map(
                found ->
                    PackageIndex.withCredentials(
                        address.get(), found.getUsername(), found.getPassword()));
  }

  private Optional<Server> credentials(String parameter, String id) {
    Optional<Server> server = Optional.ofNullable(settings.getServer(id));
    if (server.isEmpty()) {
      parameters.reject(
          parameter,
          "settings.xml has no server \"%s\"".formatted(id),
          "Add <server><id>%s</id><username>...</username><password>...</password></server> to its <servers>."
              .formatted(id));
      return Optional.empty();
    }
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server.get()));
    boolean failed =
        result.getProblems().stream()
            .anyMatch(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING);
    if (failed) {
      parameters.reject(
          parameter,
          "the password of the server \"%s\" in settings.xml cannot be decrypted".formatted(id),
          "Encrypt it again with the master password of this machine: mvn --encrypt-password.");
      return Optional.empty();
    }
    Optional<Server> decrypted =
        Optional.of(result.getServer())
            .filter(each -> each.getUsername() != null && each.getPassword() != null);
    if (decrypted.isEmpty()) {
      parameters.reject(
          parameter,
          "the server \"%s\" in settings.xml has no user name or no password".formatted(id),
          "Add both; an index that takes a token asks for the user name __token__ or any other.");
    }
    return decrypted;
  }
}
