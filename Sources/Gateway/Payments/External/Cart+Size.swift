import Foundation
import ProviderKit

/// How much of a cart is kept: anybody can send one, and each lies on the disk for a day.
extension Cart {
    /// In bytes of JSON. 300 items, the most there may be, take 60 KiB without their names.
    static let mostBytes = 96 * 1024

    /// How many characters of each name and option are kept, by how much of them fits. They are only shown.
    private static let textLengths = [200, 80, 30, 12]

    /// As it lies in the database, before it is sealed.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return try encoder.encode(self)
    }

    /// The cart with its texts cut so that it can be kept; numbers, codes and prices are as they were.
    ///
    /// - Returns: `nil` where even so it is too large.
    /// - Throws: Where it cannot be written, which no cart's content makes happen.
    func cutToSize() throws -> Cart? {
        var cart = self
        for length in Self.textLengths {
            for index in items.indices {
                cart.items[index].name = TextCut.characters(items[index].name, atMost: length)
                cart.items[index].optionText = items[index].optionText.map { TextCut.characters($0, atMost: length) }
            }
            if try cart.encoded().count <= Self.mostBytes { return cart }
        }
        return nil
    }
}
