import HTTPTypes
import ProviderKit
import Testing

@testable import Gateway

/// Every address that is given out leads to a route.
struct ExternalRouteTests {
    @Test func everyGeneratedAddressIsAnswered() async throws {
        let bench = try ExternalBench()
        let addresses = bench.core.addresses
        let scripts = ButtonLoader(bench.core.configuration)
        try await bench.run { client in
            _ = try await client.begin()
            let payment = try await bench.payment()
            let urls = addresses.checkoutURLs(for: payment)
            for url in [urls.success, urls.cancel, urls.failure, urls.close] {
                let reply = try await client.get(url)
                #expect(reply.status == .seeOther, "\(url)")
            }
            let number = payment.order.number
            let cart = try #require(try await bench.store.cart(of: payment.key))
            let found = [
                addresses.buttonURL(hash: scripts.buttonHash),
                addresses.reviewURL(mall: "demomall", orderNumber: number),
                addresses.reviewURL(mall: "demomall", orderNumber: number, key: cart.key, isChanged: true),
            ]
            for url in found {
                let reply = try await client.get(url)
                #expect(reply.status == .ok, "\(url)")
            }
            let pay = try await client.post(addresses.payURL, json: "{}")
            #expect(pay.status == .badRequest)
        }
    }

    @Test func thePathsAreThoseOfTheRoutesPage() {
        let base = "/api/external-checkout"
        #expect(
            [
                RouteTable.externalScript, RouteTable.externalData, RouteTable.externalHash,
                RouteTable.externalPayload, RouteTable.externalReview, RouteTable.externalPay,
                RouteTable.externalCallback,
            ] == [
                "\(base)/script", "\(base)/script/data", "\(base)/script/hmac", "\(base)/payload",
                "\(base)/order/review", "\(base)/order/pay", "\(base)/order/callback",
            ]
        )
    }
}
