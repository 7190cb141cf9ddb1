package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.AttributeResolution;
import io.github.nanoservice.resolve.Definition;
import io.github.nanoservice.resolve.Locations;
import io.github.nanoservice.resolve.ResolvedUse;

/** Names that a definition needs while it is evaluated, but that its file binds only later. */
final class DefinitionTimeNames {
  private DefinitionTimeNames() {}

  /**
   * A function that runs while a definition of its own module is evaluated, through that module.
   */
  static Finding throughModule(
      Definition definition, ResolvedUse use, AttributeResolution.OfFunction end) {
    return Finding.of(
        Rule.UNAVAILABLE_NAME,
        Locations.of(definition, use),
        "\"%s\" runs while %s is being defined, but by then the module \"%s\" is incomplete"
            .formatted(end.name(), Locations.describe(definition), end.module()),
        "Write \"from %s import %s\" and use that name here.".formatted(end.module(), end.name()));
  }

  /** A definition that another one in the same file of a service needs at once by another name. */
  static Finding underAnotherName(Definition definition, ResolvedUse use, String defined) {
    return Finding.of(
        Rule.UNAVAILABLE_NAME,
        Locations.of(definition, use),
        "\"%s\" is used while %s is being defined, but a service that has both names it \"%s\""
            .formatted(use.reference().name(), Locations.describe(definition), defined),
        "Import it under its own name.");
  }
}
