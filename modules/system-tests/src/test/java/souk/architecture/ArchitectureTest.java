package souk.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The borders inside the code. Each rule fails when it finds nothing to look at. */
class ArchitectureTest {

    private static final List<String> MODULES =
            List.of("shared", "api", "auth", "products", "orders", "gateway", "local");
    private static final List<String> SERVICES = List.of("auth", "products", "orders", "gateway");

    private static JavaClasses souk;

    @BeforeAll
    static void read() {
        var folders = MODULES.stream()
                .map(module -> Path.of("..", module, "target", "classes"))
                .toList();
        souk = new ClassFileImporter().importPaths(folders);
        for (var module : MODULES) {
            assertThat(souk.that(resideInAPackage("souk." + module + "..")))
                    .as(module)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "api", "auth", "products", "orders", "gateway", "local"})
    void packagesOfAModuleFormNoCycle(String module) {
        slices().matching("souk." + module + ".(**)").should().beFreeOfCycles().check(souk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "products", "orders", "gateway"})
    void servicesDoNotSeeEachOther(String service) {
        var others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> "souk." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("souk." + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(souk);
    }

    @Test
    void whatIsSharedKnowsNoService() {
        noClasses()
                .that()
                .resideInAPackage("souk.shared..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("souk.auth..", "souk.products..", "souk.orders..", "souk.gateway..", "souk.local..")
                .check(souk);
    }

    @Test
    void onlyRepositoriesRunStatements() {
        var runsStatements = DescribedPredicate.describe(
                "parts of the SQL client other than a connection to hand on",
                (JavaClass type) -> type.getPackageName().startsWith("io.vertx.sqlclient")
                        && !type.getSimpleName().equals("SqlConnection"));
        classes()
                .that()
                .resideInAnyPackage("souk.auth..", "souk.products..", "souk.orders..", "souk.gateway..")
                .and(DescribedPredicate.not(simpleNameEndingWith("Repository")))
                .and(DescribedPredicate.not(DescribedPredicate.describe(
                        "nested in a repository",
                        (JavaClass type) -> type.getName().contains("Repository"))))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(runsStatements))
                .check(souk);
    }

    @Test
    void domainRecordsKnowNoVertx() {
        classes()
                .that()
                .areRecords()
                .and()
                .resideInAnyPackage(
                        "souk.shared.contract..",
                        "souk.shared.money..",
                        "souk.auth.account..",
                        "souk.products.catalog..",
                        "souk.products.category..",
                        "souk.products.grant..",
                        "souk.products.stock..",
                        "souk.orders.order..")
                .and()
                .areNotPrivate()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideInAnyPackage("io.vertx..")))
                .check(souk);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameStartingWith("Base")
                .check(souk);
    }

    /** What no code reads, no other site can make a browser use. */
    @Test
    void onlyTheReturnFromAnIdentityProviderReadsACookie() throws IOException {
        var readers = new TreeSet<String>();
        for (var module : MODULES) {
            try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (var file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    var code = Files.readString(file).toLowerCase(Locale.ROOT);
                    if (code.contains("\"cookie\"")
                            || code.contains("getcookie")
                            || code.contains("headers.cookie")
                            || code.contains("cookies()")
                            || code.contains("sessionhandler")) {
                        readers.add(file.getFileName().toString());
                    }
                }
            }
        }
        assertThat(readers).containsExactly("LoginCookie.java");
    }

    @Test
    void nothingRestsOnALockOfTheCluster() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vertx.core.shareddata.Lock")
                .check(souk);
    }
}
