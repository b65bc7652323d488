import HTTPTypes
import ProviderKit
import Testing

@testable import Gateway

/// Each cart lies on the disk for a day: how large is it?
struct CartSizeTests {
    private func cart(items: Int, name: String, option: String? = nil, code: String = "P000000R000A") -> Cart {
        var cart = Cart.sample
        let item = CartItem(
            productNumber: 12_345,
            variantCode: code,
            optionID: code,
            quantity: 1,
            productPrice: 11_000,
            optionPrice: 1000,
            name: name,
            optionText: option,
            isBundle: false,
            bundleNumber: nil,
            prepaidShipping: "P",
            shippingType: "A"
        )
        cart.items = Array(repeating: item, count: items)
        return cart
    }

    private func text(_ character: Character, _ length: Int) -> String { String(repeating: character, count: length) }

    @Test func textsAreCutAndNothingElse() throws {
        let cart = cart(items: 2, name: text("가", 201), option: text("b", 201))
        var expected = cart
        for index in cart.items.indices {
            expected.items[index].name = text("가", 200)
            expected.items[index].optionText = text("b", 200)
        }
        #expect(try cart.cutToSize() == expected)
        #expect(try cart.cutToSize()?.sum == cart.sum)
        let short = self.cart(items: 3, name: "Mug")
        #expect(try short.cutToSize() == short)
    }

    /// What a buyer may fill a cart with goes through, however long the shop's names are.
    @Test(arguments: [(100, 200, 80), (300, 200, 12), (300, 15, 15), (40, 200, 200)])
    func aLargeCartIsKeptWithShorterTexts(items: Int, length: Int, kept: Int) throws {
        let cart = cart(items: items, name: text("가", length), option: text("나", length))
        let cut = try #require(try cart.cutToSize())
        #expect(cut.items.count == items)
        #expect(cut.items.allSatisfy { $0.name.count == kept && $0.optionText?.count == kept })
        #expect(try cut.encoded().count <= Cart.mostBytes)
        #expect(cut.sum == cart.sum)
    }

    @Test func slashesTakeOneByteEach() throws {
        let plain = try cart(items: 1, name: text("a", 200)).encoded().count
        #expect(try cart(items: 1, name: text("/", 200)).encoded().count == plain)
    }

    @Test func whatIsStillTooLargeIsRefused() async throws {
        #expect(try cart(items: 300, name: "", code: text("\"", 64)).cutToSize() == nil)
        var page = ShopPage()
        var item = ShopPage.item()
        item["variant_code"] = text("\"", 32)
        item["option_id"] = text("\"", 64)
        page.items = Array(repeating: item, count: 300)
        page.total = String(12_000 * 300)
        let bench = try ExternalBench()
        try await bench.run { [page] client in
            let reply = try await client.begin(page)
            #expect(reply.status == .badRequest && reply.isBad)
            #expect(reply.data?.string?.contains("larger than a cart") == true, "\(reply.text)")
        }
        #expect(try await bench.payments().isEmpty)
    }
}
