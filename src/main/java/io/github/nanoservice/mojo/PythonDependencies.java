package io.github.nanoservice.mojo;

import io.github.nanoservice.build.Parameters;
import io.github.nanoservice.build.SourceDependency;
import io.github.nanoservice.data.DataSelection;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;

/**
 * The dependencies of a project that are Python sources, and theirs in turn. Only these are
 * resolved, so that a goal needs none of the project's other artifacts.
 */
final class PythonDependencies {
  /** The type of the artifacts. */
  static final String TYPE = "zip";

  /** Their classifier. */
  static final String CLASSIFIER = "python";

  private static final Set<String> SCOPES = Set.of("compile", "runtime", "");

  private final MavenProject project;
  private final MavenSession session;
  private final RepositorySystem repositories;
  private final Parameters parameters;

  /** Takes what to resolve, and where a dependency is reported that cannot be. */
  PythonDependencies(
      MavenProject project,
      MavenSession session,
      RepositorySystem repositories,
      Parameters parameters) {
    this.project = project;
    this.session = session;
    this.repositories = repositories;
    this.parameters = parameters;
  }

  /**
   * Returns the nearest version of each, the project's own dependencies first.
   *
   * @param unpackDirectory where archives are unpacked
   */
  List<SourceDependency> resolve(Path unpackDirectory) {
    List<SourceDependency> resolved = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<Artifact> pending = new ArrayDeque<>(declared(project));
    while (!pending.isEmpty()) {
      Artifact artifact = pending.remove();
      if (seen.add(artifact.getGroupId() + ":" + artifact.getArtifactId())) {
        Optional<MavenProject> sibling = sibling(artifact);
        if (sibling.isPresent()) {
          resolved.add(built(artifact, sibling.get(), unpackDirectory));
          pending.addAll(declared(sibling.get()));
        } else {
          fromRepository(artifact, unpackDirectory, pending).ifPresent(resolved::add);
        }
      }
    }
    return resolved;
  }

  private static List<Artifact> declared(MavenProject project) {
    return project.getDependencies().stream()
        .filter(each -> TYPE.equals(each.getType()) && CLASSIFIER.equals(each.getClassifier()))
        .filter(each -> each.getScope() == null || SCOPES.contains(each.getScope()))
        .map(each -> artifact(each.getGroupId(), each.getArtifactId(), each.getVersion()))
        .toList();
  }

  private static Artifact artifact(String groupId, String artifactId, String version) {
    return new DefaultArtifact(groupId, artifactId, CLASSIFIER, TYPE, version);
  }

  private static String name(Artifact artifact) {
    return "%s:%s:%s"
        .formatted(artifact.getGroupId(), artifact.getArtifactId(), artifact.getVersion());
  }

  private Optional<MavenProject> sibling(Artifact artifact) {
    return session.getAllProjects().stream()
        .filter(
            each ->
                each.getGroupId().equals(artifact.getGroupId())
                    && each.getArtifactId().equals(artifact.getArtifactId())
                    && each.getVersion().equals(artifact.getVersion()))
        .findFirst();
  }

  /**
   * A project of this build: what it has packaged, or else its source directory. The directory
   * needs no phase to have run, so that goals work without a lifecycle.
   */
  private static SourceDependency built(
      Artifact artifact, MavenProject sibling, Path unpackDirectory) {
    Optional<Path> packaged =
        sibling.getAttachedArtifacts().stream()
            .filter(each -> TYPE.equals(each.getType()) && CLASSIFIER.equals(each.getClassifier()))
            .map(org.apache.maven.artifact.Artifact::getFile)
            .filter(file -> file != null && file.isFile())
            .map(File::toPath)
            .findFirst();
    PluginSettings settings = PluginSettings.of(sibling);
    return packaged.isPresent()
        ? archived(artifact, packaged.get(), unpackDirectory)
        : new SourceDependency(
            name(artifact),
            settings.sourceDirectory(),
            unpackDirectory,
            settings.data(),
            Optional.of(settings.declarations()));
  }

  private static SourceDependency archived(Artifact artifact, Path file, Path unpackDirectory) {
    return new SourceDependency(
        name(artifact), file, unpackDirectory, DataSelection.ALL, Optional.empty());
  }

  private Optional<SourceDependency> fromRepository(
      Artifact artifact, Path unpackDirectory, Deque<Artifact> pending) {
    try {
      Path file =
          repositories
              .resolveArtifact(
                  session.getRepositorySession(),
                  new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null))
              .getArtifact()
              .getFile()
              .toPath();
      repositories
          .readArtifactDescriptor(
              session.getRepositorySession(),
              new ArtifactDescriptorRequest(artifact, project.getRemoteProjectRepositories(), null))
          .getDependencies()
          .stream()
          .filter(each -> SCOPES.contains(each.getScope()))
          .map(Dependency::getArtifact)
          .filter(
              each -> TYPE.equals(each.getExtension()) && CLASSIFIER.equals(each.getClassifier()))
          .forEach(pending::add);
      return Optional.of(archived(artifact, file, unpackDirectory));
    } catch (RepositoryException e) {
      parameters.reject(
          "dependencies",
          "the Python dependency %s cannot be resolved: %s"
              .formatted(name(artifact), e.getMessage()),
          "Install or deploy it with the goal package-sources, or correct <dependencies>.");
      return Optional.empty();
    }
  }
}
