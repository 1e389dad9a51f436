package io.hyperfleet.adapter.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** The table of rooms in docs/architecture.md, held by the build. A new dependency between rooms is a decision. */
@AnalyzeClasses(packages = "io.hyperfleet", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String GOTEMPLATE = "io.hyperfleet.gotemplate..";
    private static final String ENGINE = "io.hyperfleet.adapter.engine..";
    private static final String API = "io.hyperfleet.adapter.api..";
    private static final String TLS = "io.hyperfleet.adapter.tls..";
    private static final String KUBERNETES = "io.hyperfleet.adapter.kubernetes..";
    private static final String MAESTRO = "io.hyperfleet.adapter.maestro..";
    private static final String BROKER = "io.hyperfleet.adapter.broker..";
    private static final String STANDINS = "io.hyperfleet.adapter.standins..";
    private static final String APP = "io.hyperfleet.adapter.app..";

    @ArchTest
    static final ArchRule theTemplateLibraryKnowsNothingButTheJdk = noClasses()
            .that()
            .resideInAPackage(GOTEMPLATE)
            .should()
            .dependOnClassesThat(areOutside(GOTEMPLATE, "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule theEngineKnowsOfOurRoomsOnlyTheTemplateLibrary =
            room(ENGINE).knows(GOTEMPLATE);

    @ArchTest
    static final ArchRule theEngineOpensNoSocketsAndKeepsNoLog = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "org.slf4j..", "io.prometheus..", "com.rabbitmq..", "io.grpc..");

    @ArchTest
    static final ArchRule theApiClientKnowsOnlyTheEngineAndCertificates =
            room(API).knows(ENGINE, GOTEMPLATE, TLS);

    @ArchTest
    static final ArchRule certificatesKnowNoOtherRoom = room(TLS).knows();

    @ArchTest
    static final ArchRule kubernetesKnowsOnlyTheEngineAndCertificates =
            room(KUBERNETES).knows(ENGINE, GOTEMPLATE, TLS);

    @ArchTest
    static final ArchRule maestroKnowsOnlyTheEngineAndCertificates =
            room(MAESTRO).knows(ENGINE, GOTEMPLATE, TLS);

    @ArchTest
    static final ArchRule theBrokerKnowsOnlyCertificates = room(BROKER).knows(TLS);

    @ArchTest
    static final ArchRule theStandInsKnowNoOtherRoom = room(STANDINS).knows();

    @ArchTest
    static final ArchRule theProgramKnowsNoStandIns =
            room(APP).knows(ENGINE, GOTEMPLATE, API, TLS, KUBERNETES, MAESTRO, BROKER);

    @ArchTest
    static final ArchRule transportsDoNotKnowTasks = noClasses()
            .that()
            .resideInAnyPackage(API, KUBERNETES, MAESTRO)
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "are of the task language",
                    type -> type.getPackageName().equals("io.hyperfleet.adapter.engine.task")
                            && !type.getSimpleName().equals("PropagationPolicy")));

    @ArchTest
    static final ArchRule thePackagesOfARoomFormNoCycles =
            slices().matching("io.hyperfleet.adapter.(*).(*)..").should().beFreeOfCycles();

    private record Room(String packages) {

        /** The rule that the room depends on no other of our rooms than these. */
        ArchRule knows(String... others) {
            String[] allowed = Arrays.copyOf(others, others.length + 1);
            allowed[others.length] = packages;
            return noClasses()
                    .that()
                    .resideInAPackage(packages)
                    .should()
                    .dependOnClassesThat(DescribedPredicate.and(
                            JavaClass.Predicates.resideInAPackage("io.hyperfleet.."), areOutside(allowed)));
        }
    }

    private static Room room(String packages) {
        return new Room(packages);
    }

    private static DescribedPredicate<JavaClass> areOutside(String... packages) {
        return JavaClass.Predicates.resideOutsideOfPackages(packages)
                .and(DescribedPredicate.not(DescribedPredicate.describe("are primitive", JavaClass::isPrimitive)));
    }
}
