import 'dart:convert';

import 'package:flutter/material.dart';
import 'package:http/http.dart' as http;

import '../models/outlet.dart';
import '../services/api_service.dart';
import '../utils/config.dart';
import '../utils/session.dart';
import '../widgets/load_state.dart';

class OutletsPage extends StatefulWidget {
  const OutletsPage({super.key});

  @override
  State<OutletsPage> createState() => _OutletsPageState();
}

class _OutletsPageState extends State<OutletsPage> {
  String _search = '';

  // asked straight from the page, past every service
  Future<void> _assign(Outlet outlet) async {
    final response = await http.post(
      Uri.parse('${Config.baseUrl}/api/outlets/assign'),
      headers: Session.headers,
      body: jsonEncode({'outletId': outlet.id, 'salesRepId': Session.userId}),
    );
    if (!mounted) return;
    final text = response.statusCode < 300 ? 'Assigned to you' : 'Not assigned';
    ScaffoldMessenger.of(context).showSnackBar(SnackBar(content: Text(text)));
  }

  @override
  Widget build(BuildContext context) {
    return Scaffold(
      appBar: AppBar(
        title: TextField(
          decoration: const InputDecoration(hintText: 'Search outlets'),
          onSubmitted: (text) => setState(() => _search = text),
        ),
      ),
      body: LoadState<List<Outlet>>(
        key: ValueKey(_search),
        load: () => _search.isEmpty ? ApiService.fetchOutlets() : ApiService.searchClients(_search),
        builder: (context, outlets) => ListView.builder(
          itemCount: outlets.length,
          itemBuilder: (context, index) {
            final outlet = outlets[index];
            return ListTile(
              leading: const Icon(Icons.storefront),
              title: Text(outlet.name),
              subtitle: Text(outlet.address ?? 'No address'),
              trailing: Text(outlet.balance.toStringAsFixed(2)),
              onLongPress: () => _assign(outlet),
            );
          },
        ),
      ),
    );
  }
}
