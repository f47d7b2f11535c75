package dev.odb.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.UUID;

/** Values without parts. */
final class Scalars {
    private Scalars() {}

    /** Writes what follows the tag. */
    static void write(ValueKind kind, Object value, RecordOutput out) {
        switch (kind) {
            case STRING, URI, ZONE_REGION -> out.putString(value.toString());
            case LOCALE -> out.putString(((Locale) value).toLanguageTag());
            case FALSE, TRUE -> {}
            case BYTE -> out.putByte((Byte) value);
            case SHORT, INTEGER, LONG -> out.putZigzag(((Number) value).longValue());
            case CHARACTER -> out.putVarlong((Character) value);
            case FLOAT -> out.putFixed32(Float.floatToRawIntBits((Float) value));
            case DOUBLE -> out.putFixed64(Double.doubleToRawLongBits((Double) value));
            case BIG_INTEGER -> big((BigInteger) value, out);
            case BIG_DECIMAL -> {
                out.putZigzag(((BigDecimal) value).scale());
                big(((BigDecimal) value).unscaledValue(), out);
            }
            case UUID -> {
                out.putFixed64(((UUID) value).getMostSignificantBits());
                out.putFixed64(((UUID) value).getLeastSignificantBits());
            }
            default -> writeTime(kind, value, out);
        }
    }

    private static void writeTime(ValueKind kind, Object value, RecordOutput out) {
        switch (kind) {
            case LOCAL_DATE -> out.putZigzag(((LocalDate) value).toEpochDay());
            case LOCAL_TIME -> out.putVarlong(((LocalTime) value).toNanoOfDay());
            case LOCAL_DATE_TIME -> put((LocalDateTime) value, out);
            case INSTANT -> {
                out.putZigzag(((Instant) value).getEpochSecond());
                out.putVarlong(((Instant) value).getNano());
            }
            case DURATION -> {
                out.putZigzag(((Duration) value).getSeconds());
                out.putVarlong(((Duration) value).getNano());
            }
            case PERIOD -> {
                out.putZigzag(((Period) value).getYears());
                out.putZigzag(((Period) value).getMonths());
                out.putZigzag(((Period) value).getDays());
            }
            case ZONED_DATE_TIME -> {
                put(((ZonedDateTime) value).toLocalDateTime(), out);
                out.putZigzag(((ZonedDateTime) value).getOffset().getTotalSeconds());
                out.putString(((ZonedDateTime) value).getZone().getId());
            }
            case OFFSET_DATE_TIME -> {
                put(((OffsetDateTime) value).toLocalDateTime(), out);
                out.putZigzag(((OffsetDateTime) value).getOffset().getTotalSeconds());
            }
            case OFFSET_TIME -> {
                out.putVarlong(((OffsetTime) value).toLocalTime().toNanoOfDay());
                out.putZigzag(((OffsetTime) value).getOffset().getTotalSeconds());
            }
            case ZONE_OFFSET -> out.putZigzag(((ZoneOffset) value).getTotalSeconds());
            case YEAR -> out.putZigzag(((Year) value).getValue());
            case YEAR_MONTH -> {
                out.putZigzag(((YearMonth) value).getYear());
                out.putVarlong(((YearMonth) value).getMonthValue());
            }
            case MONTH_DAY -> {
                out.putVarlong(((MonthDay) value).getMonthValue());
                out.putVarlong(((MonthDay) value).getDayOfMonth());
            }
            default -> throw new IllegalArgumentException("not a scalar: " + kind);
        }
    }

    private static void put(LocalDateTime value, RecordOutput out) {
        out.putZigzag(value.toLocalDate().toEpochDay());
        out.putVarlong(value.toLocalTime().toNanoOfDay());
    }

    private static void big(BigInteger value, RecordOutput out) {
        byte[] bytes = value.toByteArray();
        out.putVarlong(bytes.length);
        out.putBytes(bytes);
    }

    /** Reads what follows the tag. */
    static Object read(ValueKind kind, RecordInput in) {
        try {
            return switch (kind) {
                case STRING -> in.readString();
                case FALSE -> Boolean.FALSE;
                case TRUE -> Boolean.TRUE;
                case BYTE -> in.readByte();
                case SHORT -> (short) in.ranged(in.readZigzag(), Short.MIN_VALUE, Short.MAX_VALUE);
                case CHARACTER -> (char) in.ranged(in.readVarlong(), 0, Character.MAX_VALUE);
                case INTEGER -> in.readInt();
                case LONG -> in.readZigzag();
                case FLOAT -> Float.intBitsToFloat(in.readFixed32());
                case DOUBLE -> Double.longBitsToDouble(in.readFixed64());
                case BIG_INTEGER -> readBig(in);
                case BIG_DECIMAL -> readDecimal(in);
                case UUID -> new UUID(in.readFixed64(), in.readFixed64());
                case URI -> URI.create(in.readString());
                case LOCALE -> Locale.forLanguageTag(in.readString());
                default -> readTime(kind, in);
            };
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw in.corrupt("a value of kind " + kind + " is impossible: " + e.getMessage());
        }
    }

    private static Object readTime(ValueKind kind, RecordInput in) {
        return switch (kind) {
            case LOCAL_DATE -> LocalDate.ofEpochDay(in.readZigzag());
            case LOCAL_TIME -> LocalTime.ofNanoOfDay(in.readVarlong());
            case LOCAL_DATE_TIME -> readDateTime(in);
            case INSTANT -> Instant.ofEpochSecond(in.readZigzag(), nanos(in));
            case DURATION -> Duration.ofSeconds(in.readZigzag(), nanos(in));
            case PERIOD -> Period.of(in.readInt(), in.readInt(), in.readInt());
            case ZONED_DATE_TIME ->
                ZonedDateTime.ofInstant(readDateTime(in), readOffset(in), ZoneId.of(in.readString()));
            case OFFSET_DATE_TIME -> OffsetDateTime.of(readDateTime(in), readOffset(in));
            case OFFSET_TIME -> OffsetTime.of(LocalTime.ofNanoOfDay(in.readVarlong()), readOffset(in));
            case ZONE_REGION -> ZoneId.of(in.readString());
            case ZONE_OFFSET -> readOffset(in);
            case YEAR -> Year.of(in.readInt());
            case YEAR_MONTH -> YearMonth.of(in.readInt(), in.readVarint());
            case MONTH_DAY -> MonthDay.of(in.readVarint(), in.readVarint());
            default -> throw new IllegalArgumentException("not a scalar: " + kind);
        };
    }

    private static long nanos(RecordInput in) {
        return in.ranged(in.readVarlong(), 0, 999_999_999);
    }

    private static LocalDateTime readDateTime(RecordInput in) {
        return LocalDateTime.of(LocalDate.ofEpochDay(in.readZigzag()), LocalTime.ofNanoOfDay(in.readVarlong()));
    }

    private static ZoneOffset readOffset(RecordInput in) {
        return ZoneOffset.ofTotalSeconds(in.readInt());
    }

    private static BigDecimal readDecimal(RecordInput in) {
        int scale = in.readInt();
        return new BigDecimal(readBig(in), scale);
    }

    private static BigInteger readBig(RecordInput in) {
        return new BigInteger(in.readBytes(in.readCount(1)));
    }
}
