package io.github.nanoservice.diagnostic;

import static io.github.nanoservice.diagnostic.Severity.ERROR;
import static io.github.nanoservice.diagnostic.Severity.INFO;
import static io.github.nanoservice.diagnostic.Severity.WARNING;

import io.github.nanoservice.python.Violation;

/**
 * The rules that sources and configuration are held to. A code keeps its meaning for good: NS1 is
 * the input format, NS2 files and the language, NS3 how functions become services, NS4 signatures.
 */
public enum Rule {
  GLOBAL_VARIABLE(
      "NS101", ERROR, "The strict format has no variables, for no two services share memory"),
  CLASS("NS102", ERROR, "The strict format has no classes"),
  TOP_LEVEL_LAMBDA(
      "NS103", ERROR, "The strict format has functions with names of their own: def, not lambda"),
  ALIAS("NS104", ERROR, "The strict format has imports under the names they have"),
  STAR_IMPORT("NS105", ERROR, "An import says which names it brings"),
  DUPLICATE_FUNCTION("NS106", ERROR, "A name is defined once in a module"),
  OTHER_STATEMENT("NS107", ERROR, "A module holds nothing that no service could carry"),
  MAIN_GUARD_IGNORED("NS108", INFO, "A main guard stays out of the services"),
  BARE_STRING_IGNORED("NS109", INFO, "A string by itself stays out of the services"),

  UNTERMINATED_STRING("NS201", ERROR, "A string ends where Python wants it to end"),
  UNBALANCED_BRACKET("NS202", ERROR, "Every bracket has its other half"),
  INDENTATION("NS203", ERROR, "A block is indented as Python wants it"),
  ENCODING("NS204", ERROR, "A file is in UTF-8 or in the encoding it declares"),
  INVALID_TOKEN("NS205", ERROR, "Every character belongs to a token of the language"),
  INVALID_SYNTAX("NS206", ERROR, "Every statement is one of the language"),
  TOO_DEEP("NS207", ERROR, "Blocks and brackets nest no deeper than Python allows"),
  UNREADABLE_FILE("NS208", ERROR, "Every file among the sources can be read"),
  MODULE_NAME("NS209", ERROR, "A file's name can stand in an import"),

  SAME_NAME("NS301", ERROR, "A service's name belongs to one function"),
  SAME_SLUG("NS302", ERROR, "Names stay apart as host, image and directory names"),
  RESERVED_NAME(
      "NS303", ERROR, "A service is not named like a file of the bundle or a path of servers"),
  BAD_GROUP("NS304", ERROR, "A group names functions, each in one group only"),
  UNKNOWN_FUNCTION("NS305", ERROR, "Configuration names functions that exist"),
  BAD_PARAMETER("NS306", ERROR, "A parameter has a value of its form"),
  NO_ENTRY_POINT("NS307", INFO, "An entry point makes a program reachable from outside"),
  NO_FUNCTIONS("NS308", WARNING, "Sources hold at least one function"),
  UNKNOWN_IMPORT("NS309", ERROR, "An import among the sources finds what it names"),
  UNREACHABLE("NS310", ERROR, "A module of the sources is asked for what it defines"),
  SHARED_STATE(
      "NS311", ERROR, "A name that a function rebinds or changes is used in one service only"),
  NAME_CLASH("NS312", ERROR, "A name means one thing in one service"),
  REQUIREMENT_NOT_FOLLOWED("NS313", WARNING, "requirements.txt holds its pins itself"),
  HASH_MISSING("NS314", ERROR, "Where one requirement has a hash, all have one"),
  MODULE_ATTRIBUTE("NS315", ERROR, "A module leaves alone what Python keeps in it"),
  GUESSED_DISTRIBUTION("NS316", INFO, "A library is installed under its name, unless one is given"),
  FUTURE_CLASH("NS317", ERROR, "Functions of one service have the same future features"),
  REMOTE_CYCLE("NS318", WARNING, "Functions that call each other in a circle share a service"),

  TOO_MANY_ARGUMENTS(
      "NS401", ERROR, "A call gives no more positional arguments than its function takes"),
  MISSING_ARGUMENT("NS402", ERROR, "A call gives every argument that has no default"),
  UNKNOWN_KEYWORD("NS403", ERROR, "A keyword of a call is a parameter of its function"),
  REPEATED_ARGUMENT("NS404", ERROR, "A call gives each argument once"),
  POSITIONAL_ONLY("NS405", ERROR, "A positional-only parameter is given by its position"),
  LITERAL_TYPE("NS406", WARNING, "A literal is of the type that its parameter is annotated with"),
  BREAKING_CHANGE("NS407", ERROR, "A change leaves the calls that the baseline allows as they are");

  private final String code;
  private final Severity severity;
  private final String help;

  Rule(String code, Severity severity, String help) {
    this.code = code;
    this.severity = severity;
    this.help = help;
  }

  /** The stable code: {@code NS101}. */
  public String code() {
    return code;
  }

  /** How severe a breach is, where nothing else is configured. */
  public Severity severity() {
    return severity;
  }

  /** The rule in one line, without a full stop. */
  public String help() {
    return help;
  }

  /**
   * Whether a breach is a fault of the language, behind which a file may hold more than is known.
   */
  public boolean isOfLanguage() {
    return code.startsWith("NS2");
  }

  /** The rule that a violation breaks. */
  public static Rule of(Violation.Kind kind) {
    return switch (kind) {
      case GLOBAL_VARIABLE -> GLOBAL_VARIABLE;
      case CLASS -> CLASS;
      case TOP_LEVEL_LAMBDA -> TOP_LEVEL_LAMBDA;
      case ALIAS -> ALIAS;
      case STAR_IMPORT -> STAR_IMPORT;
      case DUPLICATE_FUNCTION -> DUPLICATE_FUNCTION;
      case OTHER_STATEMENT -> OTHER_STATEMENT;
      case UNTERMINATED_STRING -> UNTERMINATED_STRING;
      case UNBALANCED_BRACKET -> UNBALANCED_BRACKET;
      case INDENTATION -> INDENTATION;
      case ENCODING -> ENCODING;
      case INVALID_TOKEN -> INVALID_TOKEN;
      case INVALID_SYNTAX -> INVALID_SYNTAX;
      case TOO_DEEP -> TOO_DEEP;
      case MAIN_GUARD_IGNORED -> MAIN_GUARD_IGNORED;
      case BARE_STRING_IGNORED -> BARE_STRING_IGNORED;
    };
  }
}
