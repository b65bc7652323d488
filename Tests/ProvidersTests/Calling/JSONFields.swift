import Foundation
import Testing

/// One JSON text as its members, for comparing bodies field by field.
func fields(_ body: some Sequence<UInt8>) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(Array(body))) as? NSDictionary)
}
