import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Gateway

/// A7, A8 and the cross-origin rules.
struct ExternalScriptTests {
    @Test func theLoaderHasTheHeadersAndTheIntegrityThatAreRegistered() async throws {
        let bench = try ExternalBench()
        let scripts = ButtonLoader(bench.core.configuration)
        try await bench.run { client in
            let first = try await client.get("/api/external-checkout/script")
            #expect(first.status == .ok)
            #expect(first.headers[.contentType]?.hasPrefix("application/javascript") == true)
            #expect(first.headers[.cacheControl] == "public, max-age=86400")
            #expect(first.headers[.acceptRanges] == "bytes")
            #expect(first.headers[.accessControlAllowOrigin] == "*")
            #expect(ButtonLoader.integrity(of: first.bytes) == scripts.integrity)
            let second = try await client.get("/api/external-checkout/script")
            #expect(first.bytes == second.bytes)
        }
    }

    @Test func integrityIsComputedAsTheContractsExampleHasIt() {
        let value = ButtonLoader.integrity(of: Array("/* loader v1 */\n".utf8))
        #expect(value == "sha384-GfNdFs3No7xjaf3FDsAKTz99T+P9XQ4JpLHRJ0rHLx4NfGubAtW6HlNEkV3rtr0F")
    }

    @Test func theLoaderNamesTheButtonScriptWhichIsImmutable() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let loader = try await client.get("/api/external-checkout/script")
            let address = try #require(loader.text.firstMatch(of: #/"(http[^"]+)"/#)).1
            let button = try await client.get(String(address))
            #expect(button.status == .ok)
            #expect(button.headers[.cacheControl]?.contains("immutable") == true)
            #expect(button.headers[.accessControlAllowOrigin] == "*")
            #expect(button.text.contains("appPaymentButtonBox"))
            let older = try await client.get("/api/external-checkout/script/button-0000.js")
            #expect(older.bytes == button.bytes)
            #expect(older.headers[.cacheControl] == "no-store")
        }
    }

    @Test func dataIsPublicAndExact() async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get("/api/external-checkout/script/data?mall_id=demomall&shop_no=1")
            #expect(reply.status == .ok)
            let data = #"{"public_key":"demo-public","shop_name":"Demo shop","shop_currency":"KRW"}"#
            #expect(reply.text == #"{"mData":\#(data),"bResult":true}"#)
            #expect(!reply.text.contains("demo-secret"))
        }
    }

    /// By the answer's time the button corrects its own; the server adds it to all answers.
    @Test(arguments: ["data?mall_id=demomall&shop_no=1", "data?mall_id=nomall&shop_no=1", "hmac"])
    func aPageMayReadTheGatewaysTime(_ path: String) async throws {
        let bench = try ExternalBench()
        try await bench.runLive { client in
            let reply = try await client.get("/api/external-checkout/script/\(path)")
            #expect(reply.headers[.accessControlExposeHeaders] == "Date")
            #expect(reply.headers[.date]?.hasSuffix(" GMT") == true)
        }
    }

    @Test(arguments: [("4", "no payment button"), ("5", "switched off")])
    func aShopWithoutTheButtonIsToldWhy(_ shop: String, _ why: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get("/api/external-checkout/script/data?mall_id=demomall&shop_no=\(shop)")
            #expect(reply.data?.string?.contains(why) == true, "\(reply.text)")
        }
    }

    @Test(arguments: [
        "", "mall_id=demomall", "shop_no=1", "mall_id=nomall&shop_no=1", "mall_id=demomall&shop_no=9",
        "mall_id=demomall&shop_no=x", "mall_id=demomall&shop_no=4", "mall_id=demomall&shop_no=5",
    ])
    func missingDataIsToldWithStatus200(_ query: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let reply = try await client.get("/api/external-checkout/script/data?\(query)")
            #expect(reply.status == .ok)
            #expect(reply.isBad)
            #expect(reply.data?.string?.isEmpty == false)
            #expect(reply.headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test(arguments: [
        ("/api/external-checkout/script", "GET"), ("/api/external-checkout/script/data", "GET"),
        ("/api/external-checkout/script/hmac", "GET"), ("/api/external-checkout/payload", "POST"),
    ])
    func browsersMayAskFirst(_ path: String, _ method: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            let headers: HTTPFields = [.origin: ExternalBench.shopURL, .accessControlRequestMethod: method]
            let reply = try await client.ask(path, .options, headers, nil)
            #expect(reply.status == .noContent)
            #expect(reply.headers[.accessControlAllowOrigin] == "*")
            #expect(reply.headers[.accessControlAllowMethods]?.contains(method) == true)
            #expect(reply.headers[.accessControlAllowHeaders]?.contains("Content-Type") == true)
            #expect(reply.headers[.accessControlAllowCredentials] == nil)
        }
    }

    @Test(arguments: [
        RouteTable.synchronousCheckout, RouteTable.synchronousStatus, RouteTable.externalPay, RouteTable.externalReview,
        RouteTable.externalCallback,
    ])
    func nothingElseIsOpenToOtherOrigins(_ path: String) async throws {
        let bench = try ExternalBench()
        try await bench.run { client in
            for method in [HTTPRequest.Method.options, .get, .post] {
                let reply = try await client.ask(path, method, [.origin: ExternalBench.shopURL], nil)
                #expect(reply.headers[.accessControlAllowOrigin] == nil)
            }
        }
    }
}
