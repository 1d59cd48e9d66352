"""The parts of :class:`supabase_client.SupabaseStore`: one for each kind of thing the port speaks of."""
