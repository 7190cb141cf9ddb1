package io.github.nanoservice.services;

import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerChecksTest {
  @Test
  void routeIsReportedAtItsDecorator() {
    SourceFile source =
        extended(
            "a.py",
            "from chalice import Chalice",
            "app = Chalice('hello')",
            "@app.route('/hello')",
            "def main():",
            "  return app.current_request.query_params['name']");

    assertThat(shown(source))
        .contains(
            """
            a.py:3:2: NS326 "main" expects a request of Chalice, but a service calls it without one
                @app.route('/hello')
                 ^^^
              Write a function that takes values and returns a value, let the handler call it, and move the handler out of the sources.
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import flask as f|part = f.Blueprint('x', 'x')|@part.get('/')|def main(): pass",
        "import functions_framework|@functions_framework.http|def main(request): pass",
        "from functions_framework import cloud_event|@cloud_event|def main(event): pass",
        "from chalice import Chalice|app = Chalice(app_name='x')|@app.route('/')|def main(): pass",
        "from fastapi import FastAPI|app = FastAPI()|@app.get('/')|async def main(): pass",
        "from fastapi import APIRouter|routes = APIRouter()|@routes.get('/')|def main(): pass",
        "import azure.functions as func|app = func.FunctionApp()|@app.route('x')|def main(r): pass",
        "import azure.functions as func|def main(req: func.HttpRequest) -> str: return ''",
        "from starlette.requests import Request|def main(request: Request): pass",
        "from bottle import route|@route('/')|def main(): pass",
      })
  void handlersOfFrameworksAreReported(String text) {
    assertThat(codes(text))
        .filteredOn(code -> !code.endsWith("NS320"))
        .singleElement()
        .asString()
        .endsWith("NS326");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from flask import escape|def main(text): return escape(text)",
        "import functools|@functools.lru_cache()|def main(request): return request",
        "class Flask: pass|app = Flask()|def main(): return app",
      })
  void otherFunctionsAreNotReported(String text) {
    assertThat(codes(text)).isEmpty();
  }

  @Test
  void applicationOfAnotherModuleIsFound() {
    assertThat(
            BuiltTopology.codes(
                ServiceOptions.builder().carriesModules(true).build(),
                extended("web.py", "from flask import Flask", "app = Flask('web')"),
                extended(
                    "views.py", "from web import app", "@app.route('/')", "def main(): return ''")))
        .containsExactly("views.py:2:2: NS326", "web.py:2:1: NS332");
  }

  private static List<String> codes(String text) {
    // No list has the distributions of some frameworks.
    return BuiltTopology.codes(
            ServiceOptions.builder().carriesModules(true).build(),
            extended("a.py", text.split("\\|")))
        .stream()
        .filter(code -> !code.endsWith("NS316"))
        .toList();
  }

  private static String shown(SourceFile source) {
    return BuiltTopology.shown(
        new TopologyBuilder(ServiceOptions.builder().carriesModules(true).build())
            .build(List.of(source), Set.of()));
  }
}
