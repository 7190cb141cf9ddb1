package io.github.nanoservice.services;

import static io.github.nanoservice.services.SourceFiles.extended;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.resolve.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationsTest {
  private static final SourceFile PRICING =
      extended("pricing.py", "def discount(price):", "  return price * 0.9");
  private static final SourceFile WEB =
      extended(
          "web.py",
          "from flask import Flask, request",
          "from pricing import discount",
          "app = Flask(__name__)",
          "@app.route('/discount')",
          "def show():",
          "  return str(discount(float(request.args['price'])))");

  @Test
  void applicationIsOneServiceAndWhatItCallsIsAnother() {
    Topology topology = topology(WEB, PRICING);

    assertThat(names(topology)).containsExactly("discount", "web");
    Service web = topology.services().get(1);
    assertThat(web.endpoints()).isEmpty();
    assertThat(web.application().orElseThrow().simpleName()).isEqualTo("app");
    assertThat(web.requests()).extracting(Endpoint::name).containsExactly("discount");
    assertThat(carried(web)).containsExactly("pricing.py", "web.py");
    assertThat(web.requirements()).anyMatch(line -> line.toLowerCase().startsWith("flask"));
    assertThat(topology.entryPoints()).containsExactly("web");
  }

  @Test
  void noteSaysWhatWasRecognised() {
    assertThat(
            BuiltTopology.shown(
                new TopologyBuilder(options()).build(List.of(WEB, PRICING), Set.of())))
        .isEqualTo(
            """
            web.py:3:1: NS332 the service "web" serves the Flask application "app" on its own routes
                app = Flask(__name__)
                ^^^^^^^^^^^^^^^^^^^^^
              The functions of its modules are not services. To serve one, move it to a module that does not import the framework.
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import flask|app = flask.Flask('x')",
        "import flask as f|app: f.Flask = f.Flask(|  'x',|  static_folder=None)",
        "from flask import Flask as F|server = F('x')",
        "from bottle import Bottle|app = Bottle()",
        "import bottle|app = bottle.default_app()",
        "import falcon|app = falcon.App(middleware=[])",
        "from django.core.wsgi import get_wsgi_application|application = get_wsgi_application()",
        "from pyramid.config import Configurator|c = Configurator()|app = c.make_wsgi_app()",
        "from flask import Flask|def create_app(): return Flask('x')|app = create_app()",
        "def create_app():|  from flask import Flask|  return Flask('x')|app = create_app()",
        "from flask import Flask|app = Flask('x')|app = print(app)",
        "from flask import Flask|class Site(Flask): pass|app = Site('x')",
        "from flask import Flask|def create_app(test=None, **kw): return Flask('x')",
        "def application(environ, start_response): return []",
        "from flask import Flask|app = Flask(f'{1}')|if __name__ == '__main__': app.run()",
      })
  void applicationsAreRecognised(String text) {
    Topology topology = topology(extended("site.py", text.split("\\|")));

    assertThat(names(topology)).containsExactly("site");
    assertThat(topology.services().get(0).application()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from flask import Flask|client = Flask('x').test_client()",
        "from flask import Flask|both = [Flask('x'), Flask('y')]",
        "from flask import Flask|name = Flask('x').name + ''",
        "from flask import Flask|def name_of(): return Flask('x').name|name = name_of()",
        "class Flask: pass|app = Flask()",
        "from fastapi import FastAPI|app = FastAPI()",
        "def start(environ, start_response, more): return []",
        "from flask import Flask|def create_app(settings): return Flask('x')",
        "from flask import Flask|class Site:|  def open(self): return Flask('x')|app = Site()",
        "def main():|  from flask import Flask|  app = Flask('x')",
      })
  void otherValuesAreNot(String text) {
    Analysis analysis =
        new TopologyBuilder(options())
            .build(
                List.of(extended("site.py", (text + "|def f(): return 1").split("\\|"))), Set.of());

    assertThat(codes(analysis)).doesNotContain("NS332");
  }

  @Test
  void strictFormatServesNoApplication() {
    Analysis analysis =
        new TopologyBuilder(ServiceOptions.defaults()).build(List.of(WEB, PRICING), Set.of());

    assertThat(codes(analysis)).contains("NS326").doesNotContain("NS332");
  }

  @Test
  void usualNameIsPreferred() {
    SourceFile two =
        extended("web.py", "from flask import Flask", "admin = Flask('a')", "app = Flask('b')");

    assertThat(topology(two).services().get(0).application().orElseThrow().simpleName())
        .isEqualTo("app");
  }

  @Test
  void ofSeveralModulesThatCallOneFactoryTheUsualOneIsServed() {
    SourceFile shop =
        extended(
            "shop/__init__.py",
            "from flask import Flask",
            "def create_app(): return Flask(__name__)");
    String[] call = {"from shop import create_app", "app = create_app()"};

    assertThat(
            names(
                topology(
                    shop,
                    extended("manage.py", call),
                    extended("run.py", call),
                    extended("wsgi.py", call))))
        .containsExactly("wsgi");
  }

  @Test
  void factoryThatNoModuleCallsIsCalledByItsService() {
    SourceFile shop =
        extended(
            "shop/__init__.py",
            "from flask import Flask",
            "def create_app(): return Flask(__name__)");

    Service service = topology(shop, PRICING).services().get(1);
    assertThat(service.name()).isEqualTo("shop");
    assertThat(service.application().orElseThrow().describe())
        .isEqualTo("the Flask application \"create_app()\"");
    assertThat(service.application().orElseThrow().wsgi().isFactory()).isTrue();
  }

  @Test
  void modulesThatNeedTheFrameworkBelongToTheApplication() {
    Topology topology =
        topology(
            extended(
                "shop/__init__.py",
                "from flask import Flask",
                "def create_app():",
                "  from shop.views import views",
                "  app = Flask(__name__)",
                "  app.register_blueprint(views)",
                "  return app"),
            extended(
                "shop/views.py",
                "from flask import Blueprint",
                "from shop import queries, pricing",
                "views = Blueprint('views', __name__)",
                "@views.get('/')",
                "def index(): return str(pricing.discount(queries.price()))"),
            extended("shop/db.py", "from flask_sqlalchemy import SQLAlchemy", "db = SQLAlchemy()"),
            extended("shop/queries.py", "from shop.db import db", "def price(): return db.session"),
            extended("shop/pricing.py", "def discount(price): return price * 0.9"),
            extended("wsgi.py", "from shop import create_app", "app = create_app()"),
            extended("report.py", "from shop.pricing import discount", "def report(): return 1"));

    assertThat(names(topology)).containsExactly("discount", "report", "wsgi");
    Service wsgi = topology.services().get(2);
    assertThat(wsgi.application().orElseThrow().modules())
        .extracting(SourceFile::path)
        .containsExactly(
            "shop/__init__.py", "shop/db.py", "shop/queries.py", "shop/views.py", "wsgi.py");
    assertThat(wsgi.requests()).extracting(Endpoint::name).containsExactly("discount");
    assertThat(carried(wsgi)).contains("shop/pricing.py").doesNotContain("report.py");
  }

  @Test
  void moduleWithStateThatTheApplicationUsesBelongsToIt() {
    SourceFile store =
        extended("store.py", "ORDERS = []", "def add(order): ORDERS.append(order); return 1");
    String flask = "from flask import Flask";
    SourceFile uses =
        extended(
            "web.py",
            flask,
            "import store",
            "app = Flask('web')",
            "@app.get('/')",
            "def index(): return str(store.ORDERS)");
    SourceFile calls =
        extended(
            "web.py",
            flask,
            "from store import add",
            "app = Flask('web')",
            "@app.get('/')",
            "def index(): return str(add(1))");

    assertThat(names(topology(uses, store))).containsExactly("web");
    assertThat(names(topology(calls, store))).containsExactly("add", "web");
  }

  @Test
  void stateThatAServiceSharesWithTheApplicationIsAnError() {
    Analysis analysis =
        new TopologyBuilder(options())
            .build(
                List.of(
                    extended(
                        "web.py",
                        "from flask import Flask",
                        "app = Flask('web')",
                        "HITS = []",
                        "def hit(): HITS.append(1); return len(HITS)"),
                    extended("job.py", "from web import hit", "def job(): return hit()")),
                Set.of());

    assertThat(analysis.topology()).isEmpty();
    assertThat(analysis.findings())
        .filteredOn(finding -> finding.rule().code().equals("NS311"))
        .extracting(Finding::advice)
        .containsExactly(
            "Let only the service \"web\" use it, or pass the value as an argument and return it.");
  }

  @Test
  void djangoHasAllModulesBecauseSettingsNameThem() {
    Topology topology =
        topology(
            extended(
                "site/wsgi.py",
                "from django.core.wsgi import get_wsgi_application",
                "application = get_wsgi_application()"),
            extended("site/settings.py", "ROOT_URLCONF = 'site.urls'"),
            extended(
                "site/urls.py",
                "from django.urls import path",
                "from shop import views",
                "urlpatterns = [path('', views.index)]"),
            extended(
                "shop/views.py",
                "from django.http import HttpResponse",
                "from shop.pricing import discount",
                "def index(request): return HttpResponse(str(discount(1)))"),
            extended("shop/pricing.py", "def discount(price): return price * 0.9"));

    assertThat(names(topology)).containsExactly("discount", "site.wsgi");
    Service site = topology.services().get(1);
    assertThat(carried(site)).contains("site/settings.py", "site/urls.py", "shop/views.py");
    assertThat(site.requests()).extracting(Endpoint::name).containsExactly("discount");
  }

  @ParameterizedTest
  @CsvSource({"web, web", "web.app, web", "discount, discount"})
  void entryPointsSelectApplicationsAsTheySelectFunctions(String entryPoint, String service) {
    Topology topology =
        topology(
            ServiceOptions.builder().carriesModules(true).entryPoints(List.of(entryPoint)).build(),
            WEB,
            PRICING,
            extended("other.py", "def other(): return 1"));

    assertThat(topology.entryPoints()).containsExactly(service);
    assertThat(names(topology))
        .isEqualTo(service.equals("web") ? List.of("discount", "web") : List.of("discount"));
  }

  @Test
  void routeFunctionIsNoEntryPointAndInNoGroup() {
    assertThat(
            findings(
                ServiceOptions.builder().carriesModules(true).entryPoints(List.of("show")).build()))
        .contains("NS305 \"show\" is not a function");
    assertThat(
            findings(
                ServiceOptions.builder()
                    .carriesModules(true)
                    .groups(Map.of("pages", List.of("show", "discount")))
                    .build()))
        .contains(
            "NS304 \"show\" is a part of the Flask application \"app\", which the service \"web\" serves whole");
  }

  @Test
  void nameThatAFunctionHasIsMadeDistinct() {
    assertThat(names(topology(WEB, PRICING, extended("other.py", "def web(): return 1"))))
        .containsExactly("discount", "web", "web-2");
    assertThat(
            names(
                topology(
                    ServiceOptions.builder()
                        .carriesModules(true)
                        .groups(Map.of("web", List.of("discount")))
                        .build(),
                    WEB,
                    PRICING)))
        .containsExactly("web", "web-2");
  }

  @Test
  void classOfThePlainModuleIsKnownToTheFunctionThatGetsAnInstance() {
    Topology topology =
        topology(
            extended("orders.py", "class Order:", "  price = 1"),
            extended("pricing.py", "def total(order): return order.price"),
            extended(
                "web.py",
                "from flask import Flask",
                "from orders import Order",
                "from pricing import total",
                "class Page: pass",
                "app = Flask('web')",
                "@app.get('/')",
                "def index(): return str(total(Order()))"));

    assertThat(names(topology)).containsExactly("total", "web");
    assertThat(topology.services().get(0).sourcePaths()).containsExactly("orders.py", "pricing.py");
  }

  private static ServiceOptions options() {
    // The plugin's table does not have all frameworks.
    return ServiceOptions.builder()
        .carriesModules(true)
        .requirementNames(Map.of("bottle", "bottle", "pyramid", "pyramid"))
        .build();
  }

  private static Topology topology(SourceFile... sources) {
    return topology(options(), sources);
  }

  private static Topology topology(ServiceOptions options, SourceFile... sources) {
    Analysis analysis = new TopologyBuilder(options).build(List.of(sources), Set.of());
    assertThat(analysis.topology()).as(BuiltTopology.shown(analysis)).isPresent();
    return analysis.topology().get();
  }

  private static List<String> names(Topology topology) {
    return topology.services().stream().map(Service::name).toList();
  }

  private static List<String> carried(Service service) {
    return service.carried().orElseThrow().files().stream().map(SourceFile::path).toList();
  }

  private static Set<String> codes(Analysis analysis) {
    return analysis.findings().stream()
        .map(finding -> finding.rule().code())
        .collect(Collectors.toSet());
  }

  private static List<String> findings(ServiceOptions options) {
    return new TopologyBuilder(options)
        .build(List.of(WEB, PRICING), Set.of()).findings().stream()
            .map(finding -> finding.rule().code() + " " + finding.message())
            .toList();
  }
}
