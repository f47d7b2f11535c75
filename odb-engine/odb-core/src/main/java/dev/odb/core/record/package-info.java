/**
 * The bytes of objects: {@link dev.odb.core.record.RecordEncoder} and {@link dev.odb.core.record.RecordDecoder} with the
 * catalog of stored classes; {@link dev.odb.core.record.RecordInfo} reads records without the application's classes.
 * Knows nothing of transactions.
 *
 * <p>The format. {@code varint} is seven bits a byte, lowest first; {@code zigzag} a signed varint; fixed widths are big
 * endian. References come first, so that they are followed without decoding values.
 * <pre>
 * Record      = Flags ClassId References [Weak:References] Field{fields of the class in the catalog}
 * Flags       = byte                  bit 0: there is a block of weak references; every other bit is refused. One more
 *                                     is reserved for a block of foreign references after those
 * References  = Count:varint Reference{Count}
 * ClassId     = varint                in the catalog
 * Reference   = Oid:varint ClassId    each target once
 * Field       = boolean, byte: byte | short, int, long: zigzag | char: varint | float: 4 bytes | double: 8 bytes
 *             | Value                 by the field's descriptor in the catalog
 * Value       = Tag:byte Content      the tags stand in ValueKind
 * Content     = nothing               null, true, false
 *             | Index:varint          a reference, strong or weak, in its block
 *             | Ordinal:varint        the same value once more, see below
 *             | String                also URI, locale, zone
 *             | ...                   other values without parts, see Scalars
 *             | Value                 Optional; null if empty
 *             | Class:Name Constant:Name                                   enum
 *             | Class:Name Count:varint {Component:Name Value}             Java record
 *             | Descriptor:byte Count:varint Fixed{Count}                  array of primitives
 *             | Component:Name Count:varint Value{Count}                   array
 *             | [Comparator] Count:varint Value{Count}                     list, deque, set; comparator if sorted
 *             | Enum:Name Count:varint Value{Count}                        EnumSet
 *             | [Comparator] Count:varint {Value Value}                    map; comparator if sorted
 *             | Enum:Name Count:varint {Value Value}                       EnumMap
 * Comparator  = 0 none | 1 reverse | 2 ignoring case | 3 that reversed | 4 natural | 5 Value (an enum or record)
 * Name        = 0 String | n:varint   the n-th name of the record, from 1
 * String      = (bytes * 4 + form):varint bytes       form 0 ISO-8859-1, 1 UTF-8, 2 UTF-16
 *
 * Description = 1:byte Class:String Count:varint {DeclaredBy:String Name:String Descriptor:String}
 *                                     in the catalog; DeclaredBy is empty if it is that of the field before
 * </pre>
 *
 * <p>Sharing: collections, arrays and Java records are numbered from 0 in the order they begin (mutable ones) or end
 * (records and immutable collections); Ordinal says which one stands here again.
 */
package dev.odb.core.record;
