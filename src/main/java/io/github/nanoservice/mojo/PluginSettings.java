package io.github.nanoservice.mojo;

import io.github.nanoservice.data.DataSelection;
import io.github.nanoservice.requirements.DeclarationSearch;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What another project of the build configures for this plugin, as far as it says what its sources
 * are. The configuration of a single execution is not read, because no execution is meant.
 *
 * @param sourceDirectory the Python sources
 * @param data which files beside the modules are data
 * @param declarations where the distributions that these need are declared
 */
record PluginSettings(Path sourceDirectory, DataSelection data, DeclarationSearch declarations) {
  private static final String PLUGIN = "io.github.nanoservice:nanoservice-maven-plugin";

  static PluginSettings of(MavenProject project) {
    Optional<Xpp3Dom> configuration =
        Optional.ofNullable(project.getPlugin(PLUGIN))
            .map(Plugin::getConfiguration)
            .map(Xpp3Dom.class::cast);
    Path base = project.getBasedir().toPath();
    return new PluginSettings(
        configuration
            .map(each -> each.getChild("sourceDirectory"))
            .map(Xpp3Dom::getValue)
            .map(value -> base.resolve(value.strip()))
            .orElseGet(() -> base.resolve("src/main/python"))
            .normalize(),
        new DataSelection(
            texts(configuration, "dataIncludes"), texts(configuration, "dataExcludes")),
        new DeclarationSearch(
            base.normalize(),
            texts(configuration, "dependencyGroups"),
            texts(configuration, "dependencyExtras")));
  }

  /** A list is written as elements, or as one text with commas. */
  private static List<String> texts(Optional<Xpp3Dom> configuration, String name) {
    return configuration.map(each -> each.getChild(name)).stream()
        .flatMap(
            list ->
                list.getChildCount() > 0
                    ? Arrays.stream(list.getChildren()).map(Xpp3Dom::getValue)
                    : Arrays.stream(Optional.ofNullable(list.getValue()).orElse("").split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }
}
