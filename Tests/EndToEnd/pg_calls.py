"""What the PGs' scripts and forms are to be given for one order, field by field as the facts have them."""

import base64
import hashlib
from urllib.parse import urlsplit

from pg_windows import NICEPAY_SECRET

# Code page 949 has the last syllable, which strict EUC-KR lacks.
TITLE = '청자 찻잔 "두 개" 똠'
BUYER = {"buyer_name": "김하나", "buyer_email": "buyer@example.com", "buyer_phone": "010-1234-5678"}
TOSS = {"clientKey": "test_ck_Window000000000001", "secretKey": "test_sk_Window000000000001"}
NICEPAY = {"clientKey": "af0d116236df437f831483ee9c500bc4", "secretKey": NICEPAY_SECRET}
INICIS = {
    "mid": "INIpayTest", "signKey": "SU5JTElURV9UUklQTEVERVNfS0VZU1RS", "apiKey": "ItEQKi3rY7uvDS8l",
    "apiIV": "HYb3yQ4f65QL89==", "hashKey": "3CB8183A4BE283555ACC8363C0360223",
}  # fmt: skip
# A public test merchant is not taken for a live one.
LIVE = {**INICIS, "mid": "teashop001"}


def key_of(url):
    return urlsplit(url).path.rsplit("/", 1)[1]


def returns(gateway, key, door=""):
    address = f"{gateway.url}/api/synchronous-checkout/checkout/callback?key={key}"
    return f"{address}&door={door}" if door else address


def hexadecimal(text):
    return hashlib.sha256(text.encode()).hexdigest()


def toss_call(gateway, key):
    request = {
        "method": "CARD", "amount": {"currency": "KRW", "value": 12000}, "orderId": key, "orderName": TITLE,
        "successUrl": returns(gateway, key), "failUrl": returns(gateway, key, "failure"),
        "customerName": "김하나", "customerEmail": "buyer@example.com", "customerMobilePhone": "01012345678",
    }  # fmt: skip
    return {"clientKey": TOSS["clientKey"], "customerKey": "@@anonymous", "request": request}


def nicepay_call(gateway, key):
    return {
        "clientId": NICEPAY["clientKey"], "method": "card", "orderId": key, "amount": 12000,
        # NICEPAY's messages are built with quotation marks.
        "goodsName": TITLE.replace('"', "-"), "returnUrl": returns(gateway, key), "buyerName": "김하나",
        "buyerTel": "01012345678", "buyerEmail": "buyer@example.com", "currency": "KRW", "language": "KO",
        "returnCharSet": "utf-8",
    }  # fmt: skip


def inicis_call(gateway, key, moment, mid=INICIS["mid"]):
    signed = f"oid={key}&price=12000"
    return {
        "version": "1.0", "mid": mid, "oid": key, "goodname": TITLE, "price": "12000", "currency": "WON",
        "buyername": "김하나", "buyertel": "010-1234-5678", "buyeremail": "buyer@example.com", "timestamp": moment,
        "signature": hexadecimal(f"{signed}&timestamp={moment}"),
        "verification": hexadecimal(f"{signed}&signKey={INICIS['signKey']}&timestamp={moment}"),
        "mKey": hexadecimal(INICIS["signKey"]), "use_chkfake": "Y", "returnUrl": returns(gateway, key),
        "closeUrl": returns(gateway, key, "cancel"), "gopaymethod": "Card:DirectBank:HPP",
        "acceptmethod": "centerCd(Y):HPP(1)", "charset": "UTF-8", "payViewType": "overlay",
    }  # fmt: skip


def inicis_form(gateway, key, moment, mid):
    check = hashlib.sha512(f"12000{key}{moment}{INICIS['hashKey']}".encode()).digest()
    return {
        "P_INI_PAYMENT": "CARD", "P_MID": mid, "P_OID": key, "P_AMT": "12000", "P_GOODS": TITLE,
        "P_UNAME": "김하나", "P_MOBILE": "010-1234-5678", "P_EMAIL": "buyer@example.com",
        "P_NEXT_URL": returns(gateway, key), "P_NOTI": key,
        "P_RESERVED": "below1000=Y&vbank_receipt=Y&centerCd=Y&amt_hash=Y", "P_TIMESTAMP": moment,
        "P_CHKFAKE": base64.b64encode(check).decode(),
    }  # fmt: skip


# What each script is called with, by the payment's key; `said` only lends INICIS its moment.
CALLS = {
    "toss": lambda gateway, key, said: toss_call(gateway, key),
    "nicepay": lambda gateway, key, said: nicepay_call(gateway, key),
    "inicis": lambda gateway, key, said: inicis_call(gateway, key, said["timestamp"]),
}
