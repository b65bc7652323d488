import HTTPTypes
import HummingbirdTesting
import ProviderKit
import Synchronization
import Testing

@testable import Gateway

/// Where the goods go, where the PG does not know it: the buyer says so on the review page.
struct ReviewAddressTests {
    private static let typed =
        "name=Kim+%3Cb%3E%22&phone=010-0000-0000&country=kr&postal=07071&city=Seoul&add_1=15+Mock-ro&add_2=2F"

    /// - Returns: The address of the review.
    private func begin(_ bench: ExternalBench, _ test: @Sendable (any TestClientProtocol, String) async throws -> Void)
        async throws
    {
        try await bench.authorise()
        var page = ShopPage()
        page.items = [ShopPage.item(shop: 3)]
        try await bench.run { [page] client in try await test(client, try await client.begin(page).redirect) }
    }

    @Test func theBuyerSaysWhereTheGoodsGo() async throws {
        let bench = try ExternalBench()
        try await begin(bench) { client, review in
            let asked = try await client.get(review, [.acceptLanguage: "ko"])
            #expect(asked.text.contains("<details open>") && asked.text.contains("배송지 입력"))
            #expect(asked.text.contains(#"name="country" value="KR""#))
            let kept = try await client.form(review, Self.typed)
            #expect(kept.status == .seeOther)
            let page = try await client.get(kept.location)
            #expect(page.text.contains("15 Mock-ro, 2F, Seoul, 07071, KR"))
            #expect(page.text.contains("Kim &lt;b&gt;&quot;") && !page.text.contains("Kim <b>"))
            #expect(page.text.contains("<details>"))
            let json = try await client.get(kept.location, [.accept: "application/json"])
            #expect(json.json?["address_info"]?["name"]?.string == #"Kim <b>""#)
            #expect(json.json?["address_info"]?["add_2"]?.string == "2F")
            let told = bench.admin.state.withLock { $0.requests.last?.body }
            #expect(told?.contains(#""zipcode":"07071""#) == true)
        }
    }

    @Test(arguments: ["name", "country", "postal", "add_1"])
    func anAddressIsComplete(_ name: String) async throws {
        let bench = try ExternalBench()
        try await begin(bench) { client, review in
            let form = Self.typed.replacing("\(name)=", with: "no_\(name)=")
            let reply = try await client.form(review, form)
            #expect(reply.status == .badRequest)
            let json = try await client.get(review, [.accept: "application/json"])
            #expect(json.json?["address_info"]?["postal"]?.string == "")
        }
    }

    @Test func onlyTheKeyMaySayWhereTheGoodsGo() async throws {
        let bench = try ExternalBench()
        try await begin(bench) { client, review in
            let keyless = String(review.prefix { $0 != "&" }) + "&order_id=\(ExternalBench.orderNumber)"
            let reply = try await client.form(keyless, Self.typed)
            #expect(reply.status == .notFound)
            let page = try await client.get(keyless)
            #expect(page.status == .ok && !page.text.contains("<details"))
        }
    }

    @Test func aWalletsAddressIsNotAskedFor() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            _ = try await client.begin()
            let payment = try await bench.payment()
            let cart = try #require(try await bench.store.cart(of: payment.key))
            let number = ExternalBench.orderNumber
            let url = bench.core.addresses.reviewURL(mall: "demomall", orderNumber: number, key: cart.key)
            let page = try await client.get(url)
            #expect(page.text.contains("Hong Gildong") && !page.text.contains("<details"))
        }
    }
}
