package souk.local.fill;

import java.util.List;
import java.util.random.RandomGenerator;

/** What sellers write when they have nothing to say. */
final class Remarks {
    private static final List<String> SUBJECTS = List.of(
            "Our customers", "Families", "Designers", "Craftsmen", "Travellers", "Students", "Collectors", "Kunden");
    private static final List<String> VERBS = List.of("like", "recommend", "keep", "give away", "choose", "repair");
    private static final List<String> REASONS = List.of(
            "because it lasts for years and is easy to clean.",
            "for its simple shape and its fair price.",
            "as a present for people who have everything.",
            "on long journeys and at home alike.",
            "since it comes in a box without plastic.",
            "when nothing else fits into the room.",
            "pour sa qualité et sa forme simple.",
            "weil die Verarbeitung so gut ist.");

    private Remarks() {}

    static String any(RandomGenerator random) {
        return "%s %s it %s".formatted(of(SUBJECTS, random), of(VERBS, random), of(REASONS, random));
    }

    private static String of(List<String> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
