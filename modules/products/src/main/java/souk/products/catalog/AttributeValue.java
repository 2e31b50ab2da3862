package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;

/** What an attribute of a product says: a text, an exact number, yes or no, or several texts. */
public sealed interface AttributeValue {

    record Text(String text) implements AttributeValue {
        @Override
        public String json() {
            return text;
        }
    }

    /** Equal numbers are equal values, however they were written: 1.50 is 1.5. */
    record Number(BigDecimal value) implements AttributeValue {

        public Number {
            var shortest = value.stripTrailingZeros();
            value = shortest.scale() < 0 ? shortest.setScale(0) : shortest;
        }

        @Override
        public BigDecimal json() {
            return value;
        }
    }

    record Flag(boolean value) implements AttributeValue {
        @Override
        public Boolean json() {
            return value;
        }
    }

    record Texts(List<String> texts) implements AttributeValue {

        public Texts {
            texts = List.copyOf(texts);
        }

        @Override
        public List<String> json() {
            return texts;
        }
    }

    /** The value as JSON has it. */
    @JsonValue
    Object json();
}
